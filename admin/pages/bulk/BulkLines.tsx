import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { BulkLineDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { PlainTable } from '../../ui/PlainTable';
import { useTellRefusal } from '../../ui/useExplain';

/** A thousand lines do not push the button that posts them off the page. */
const Scrolling = styled(Box)`
  max-height: 48rem;
  overflow: auto;
`;

/** Every line of the file with what it would do, or why it cannot; those that cannot come first. */
export function BulkLines({ lines }: { readonly lines: readonly BulkLineDto[] }) {
  const translate = useTranslate();
  const sorted = [...lines.filter(({ problem }) => problem), ...lines.filter(({ problem }) => !problem)];
  return (
    // What scrolls must be reached by the keyboard.
    <Scrolling tabIndex={0} role="region" aria-label={translate('bulk.lines')}>
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('bulk.column.line')}</th>
            <th scope="col">{translate('column.member')}</th>
            <th scope="col">{translate('column.currency')}</th>
            <th scope="col" data-figure>
              {translate('column.amount')}
            </th>
            <th scope="col" data-figure>
              {translate('bulk.column.balance')}
            </th>
            <th scope="col">{translate('bulk.column.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => (
            <Line key={line.line} {...line} />
          ))}
        </tbody>
      </PlainTable>
    </Scrolling>
  );
}

function Line({ line, given, member, before, after, problem }: BulkLineDto) {
  const { locale } = useIntl();
  const tellRefusal = useTellRefusal();
  return (
    <tr>
      <td>{line}</td>
      <td>{member?.name ?? (given.member || '–')}</td>
      <td>{given.currency || '–'}</td>
      <td data-figure>{problem ? given.amount : formatDecimal(given.amount, locale, 'always')}</td>
      <td data-figure>{before !== null && after !== null ? <Change {...{ before, after }} /> : '–'}</td>
      <td>
        {given.reason}
        {problem && (
          <Typography tag="div" textColor="danger700">
            {tellRefusal({ ...problem.details, code: problem.code })}
          </Typography>
        )}
      </td>
    </tr>
  );
}

/** Two lines where there is no room for one; either amount stays in one piece. */
function Change({ before, after }: { readonly before: string; readonly after: string }) {
  const { locale } = useIntl();
  const show = (amount: string) => formatDecimal(amount, locale, 'negative');
  return (
    <span style={{ whiteSpace: 'normal' }}>
      <span style={{ whiteSpace: 'nowrap' }}>{show(before)}</span>{' '}
      <span style={{ whiteSpace: 'nowrap' }}>→ {show(after)}</span>
    </span>
  );
}
