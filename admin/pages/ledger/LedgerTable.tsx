import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';

import { LEDGER_SORTS, type LedgerRowDto } from '../../../server/contract';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import { type Column, DataTable } from '../../ui/DataTable';
import { AmountCell } from './AmountCell';
import { LotCell } from './LotCell';
import { MemberCell } from './MemberCell';
import { PostedCell } from './PostedCell';
import { ReasonCell } from './ReasonCell';
import { TxnCell } from './TxnCell';
import { TypeCell } from './TypeCell';

type LedgerColumn = Omit<Column<LedgerRowDto>, 'name' | 'label' | 'sortable'> & {
  readonly name: 'txn' | 'member' | 'type' | 'amount' | 'reason' | 'lot' | 'posted';
};

const COLUMNS: readonly LedgerColumn[] = [
  { name: 'txn', cell: ({ id }) => <TxnCell id={id} /> },
  { name: 'member', maxWidth: '15rem', cell: ({ member }) => <MemberCell member={member} /> },
  { name: 'type', cell: ({ type, status }) => <TypeCell type={type} status={status} /> },
  {
    name: 'amount',
    isFigure: true,
    maxWidth: '16rem',
    cell: ({ type, amount, held, currency }) => (
      <AmountCell type={type} amount={amount} held={held} currency={currency.name} />
    ),
  },
  {
    name: 'reason',
    maxWidth: '21rem',
    cell: ({ reason, rule, eventId }) => <ReasonCell reason={reason} rule={rule} eventId={eventId} />,
  },
  { name: 'lot', cell: ({ lotId }) => <LotCell lotId={lotId} /> },
  {
    name: 'posted',
    cell: ({ postedAt, effectiveAt }) => <PostedCell postedAt={postedAt} effectiveAt={effectiveAt} />,
  },
];

interface LedgerTableProps {
  /** Undefined while they are on their way. */
  readonly rows: readonly LedgerRowDto[] | undefined;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
  /** Whether the headings sort, through the address. */
  readonly isSortable?: boolean;
}

/** B7, B8. Rows of the ledger, each of which leads to its story. */
export function LedgerTable({ rows, empty, isSortable = true }: LedgerTableProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const columns = COLUMNS.map((column) => ({
    ...column,
    label: translate(`ledger.column.${column.name}`),
    sortable: isSortable && LEDGER_SORTS.some((sort) => sort === column.name),
  }));
  return (
    <DataTable
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={false}
      loading={translate('ledger.loading')}
      empty={empty}
      onRowClick={({ id }) => navigate(pathOf('ledger', id))}
    />
  );
}
