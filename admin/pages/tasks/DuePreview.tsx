import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ExpiryPreviewDto } from '../../../server/contract';
import type { RequestError } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { PartFailure } from '../../ui/PartFailure';
import { PlainTable } from '../../ui/PlainTable';
import { PreviewFrame } from '../../ui/PreviewFrame';

interface DuePreviewProps {
  readonly preview: {
    readonly data?: ExpiryPreviewDto | undefined;
    readonly error?: RequestError | undefined;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
}

/** What settling what is due would post, currency by currency. */
export function DuePreview({ preview: { data, error, isFetching, refetch } }: DuePreviewProps) {
  const translate = useTranslate();
  if (error && !isFetching) return <PartFailure error={error} onRetry={() => void refetch()} />;
  return (
    <PreviewFrame
      label={translate('tasks.run.due')}
      isLoading={isFetching}
      loading={translate('tasks.run.due.loading')}
      sentence={
        data &&
        (data.accounts === 0
          ? translate('tasks.run.due.none')
          : translate('tasks.run.due.accounts', { accounts: data.accounts }))
      }
    >
      {data && <Due due={data} />}
    </PreviewFrame>
  );
}

function Due({
  due: { accounts, accountsPreviewed: previewed, failing, currencies },
}: {
  readonly due: ExpiryPreviewDto;
}) {
  const translate = useTranslate();
  return (
    <>
      {previewed < accounts && (
        <Typography textColor="neutral700">{translate('tasks.run.due.part', { previewed })}</Typography>
      )}
      {currencies.length > 0 && <Sums currencies={currencies} />}
      {failing > 0 && <Typography textColor="danger700">{translate('tasks.run.due.failing', { failing })}</Typography>}
    </>
  );
}

function Sums({ currencies }: { readonly currencies: ExpiryPreviewDto['currencies'] }) {
  const translate = useTranslate();
  const { locale, formatNumber } = useIntl();
  const shown = (amount: string) => formatDecimal(amount, locale, 'negative');
  return (
    <PlainTable>
      <thead>
        <tr>
          <th scope="col">{translate('column.currency')}</th>
          <th scope="col" data-figure>
            {translate('tasks.run.due.column-accounts')}
          </th>
          <th scope="col" data-figure>
            {translate('tasks.run.due.expired')}
          </th>
          <th scope="col" data-figure>
            {translate('tasks.run.due.released')}
          </th>
        </tr>
      </thead>
      <tbody>
        {currencies.map(({ currency, accounts, expired, released }) => (
          <tr key={currency.code}>
            <th scope="row">{currency.name}</th>
            <td data-figure>{formatNumber(accounts)}</td>
            <td data-figure>{shown(expired)}</td>
            <td data-figure>{shown(released)}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
