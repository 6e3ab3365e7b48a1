import type { MemberHoldDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { CutTable } from '../../../ui/CutTable';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import type { SmallColumn } from '../../../ui/SmallTable';
import { useHoldColumns } from '../../../ui/ledger/useHoldColumns';

interface HoldsProps {
  readonly holds: readonly MemberHoldDto[];
  readonly total: number;
}

/** What is held of the member's balances, the oldest first, and the way to let it go. */
export function Holds({ holds, total }: HoldsProps) {
  const translate = useTranslate();
  const { reason, until, release } = useHoldColumns<MemberHoldDto>();
  const columns: SmallColumn<MemberHoldDto>[] = [
    reason,
    {
      name: 'remaining',
      label: translate('members.holds.remaining'),
      isFigure: true,
      cell: ({ remaining }) => <Figure>{remaining}</Figure>,
    },
    { name: 'currency', label: translate('column.currency'), cell: ({ currency }) => currency.name },
    { name: 'since', label: translate('members.holds.since'), cell: ({ reservedAt }) => <Day at={reservedAt} /> },
    until,
    ...release,
  ];
  return (
    <CutTable label={translate('members.holds')} columns={columns} rows={holds} keyOf={({ id }) => id} total={total} />
  );
}
