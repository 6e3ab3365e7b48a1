import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import type { Column } from '../list/column';
import { MemberLink } from '../MemberLink';
import { Missing } from '../Missing';
import { ShortId } from '../ShortId';
import { AmountCell } from './AmountCell';
import { EntryId } from './EntryId';
import { PostedCell } from './PostedCell';
import { ReasonCell } from './ReasonCell';
import { TypeCell } from './TypeCell';

/** B7, B8. The columns of rows of the ledger, of which each list takes those that it needs, in its own order. */
export const LEDGER_COLUMNS = {
  txn: {
    id: 'txn',
    label: 'ledger.column.txn',
    priority: 1,
    cell: ({ id }) => <EntryId id={id} />,
  },
  member: {
    id: 'member',
    label: 'column.member',
    maxWidth: '13rem',
    cell: ({ member }) => <MemberLink member={member} />,
  },
  type: {
    id: 'type',
    label: 'ledger.column.type',
    cell: ({ type, status }) => <TypeCell type={type} status={status} />,
  },
  amount: {
    id: 'amount',
    label: 'column.amount',
    priority: 1,
    isFigure: true,
    cell: ({ type, amount, held, currency }) => (
      <AmountCell type={type} amount={amount} held={held} currency={currency.name} />
    ),
  },
  reason: {
    id: 'reason',
    label: 'ledger.column.reason',
    priority: 3,
    // What is left of a wide window.
    maxWidth: 'clamp(13rem, 100vw - 115rem, 40rem)',
    cell: ({ reason, rule, eventId }) => <ReasonCell reason={reason} rule={rule} eventId={eventId} />,
  },
  lot: {
    id: 'lot',
    label: 'ledger.column.lot',
    priority: 3,
    cell: ({ lotId }) => <Lot lotId={lotId} />,
  },
  posted: {
    id: 'posted',
    label: 'ledger.column.posted',
    cell: ({ postedAt, effectiveAt }) => <PostedCell postedAt={postedAt} effectiveAt={effectiveAt} />,
  },
} as const satisfies Record<string, Column<LedgerRowDto>>;

function Lot({ lotId }: Pick<LedgerRowDto, 'lotId'>) {
  const translate = useTranslate();
  return lotId === null ? <Missing>{translate('none')}</Missing> : <ShortId id={lotId} />;
}
