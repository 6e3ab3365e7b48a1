import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import {
  type AffiliateStatementDto,
  type AffiliateStatementLineDto,
  readStatementAmount,
} from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { formatDecimal } from '../../../../ui/decimal';
import { SmallPill } from '../../../../ui/Pill';
import { PlainTable } from '../../../../ui/PlainTable';
import { ScrollX } from '../../../../ui/ScrollX';
import type { MappingDraft } from './draft';

const SHOWN = 5;

/** A cell may hold a whole address, and a file a hundred columns. */
const Lines = styled(PlainTable)`
  td,
  th {
    max-width: 18rem;
    padding-inline: ${({ theme }) => theme.spaces[2]};
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [data-read] {
    max-width: none;
  }
  [data-used] {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

interface FirstLinesProps {
  readonly statement: AffiliateStatementDto;
  readonly mapping: MappingDraft;
}

/** The first lines of the file, with the columns that are used marked, and before them how their amounts are read. */
export function FirstLines({ statement: { columns, lines }, mapping }: FirstLinesProps) {
  const translate = useTranslate();
  const uses = usesOf(mapping);
  const markOf = (place: number) => uses.find(([column]) => column !== '' && columns.indexOf(column) === place)?.[1];
  if (lines.length === 0) {
    return <Typography textColor="neutral600">{translate('affiliate-comparisons.first.none')}</Typography>;
  }
  return (
    <ScrollX label={translate('affiliate-comparisons.first')}>
      <Lines>
        <thead>
          <tr>
            <th scope="col" data-figure>
              {translate('affiliate-comparisons.column.line')}
            </th>
            <th scope="col" data-figure data-read>
              {translate('affiliate-comparisons.first.read')}
            </th>
            {columns.map((column, place) => {
              const use = markOf(place);
              return (
                <th key={place} scope="col" title={column} data-used={use === undefined ? undefined : ''}>
                  {column}
                  {use !== undefined && (
                    <Flex>
                      <SmallPill tone="primary">{translate(`affiliate-comparisons.use.${use}`)}</SmallPill>
                    </Flex>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, SHOWN).map((line) => (
            <tr key={line.line}>
              <td data-figure>{line.line}</td>
              {line.cells === null ? (
                <td colSpan={columns.length + 1} data-read>
                  <Typography textColor="danger700">{line.problem}</Typography>
                </td>
              ) : (
                <>
                  <td data-figure data-read>
                    <Amount cells={line.cells} columns={columns} mapping={mapping} />
                  </td>
                  {columns.map((_, place) => (
                    <td
                      key={place}
                      title={line.cells?.[place]}
                      data-used={markOf(place) === undefined ? undefined : ''}
                    >
                      {line.cells?.[place]}
                    </td>
                  ))}
                </>
              )}
            </tr>
          ))}
        </tbody>
      </Lines>
    </ScrollX>
  );
}

const usesOf = ({ idColumn, amountColumn, currencyColumn, statusColumn, dateColumn }: MappingDraft) =>
  [
    [idColumn, 'id'],
    [amountColumn, 'amount'],
    [currencyColumn, 'currency'],
    [statusColumn, 'status'],
    [dateColumn, 'date'],
  ] as const;

interface AmountProps {
  readonly cells: NonNullable<AffiliateStatementLineDto['cells']>;
  readonly columns: readonly string[];
  readonly mapping: MappingDraft;
}

/** What a line comes to, as the server will read it. */
function Amount({ cells, columns, mapping }: AmountProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const cellOf = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
  if (mapping.amountColumn === '') return <>–</>;
  const amount = readStatementAmount(cellOf(mapping.amountColumn), mapping.decimalSign);
  if (amount === undefined) {
    return <Typography textColor="danger700">{translate('affiliate-comparisons.first.no-amount')}</Typography>;
  }
  if (amount === null) return <>{translate('affiliate-comparisons.first.empty')}</>;
  const currency = (mapping.currencyColumn === '' ? mapping.currency : cellOf(mapping.currencyColumn)).toUpperCase();
  return <>{`${formatDecimal(amount, locale, 'negative')} ${currency}`}</>;
}
