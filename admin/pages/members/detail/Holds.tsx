import type { MemberHoldDto } from '../../../../server/contract';
import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';
import { CutTable } from '../../../ui/CutTable';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import { RowLink } from '../../../ui/RowLink';
import type { SmallColumn } from '../../../ui/SmallTable';
import { useAllowed } from '../../../useAllowed';
import { Due } from './Due';
import { ReleaseDialog } from './ReleaseDialog';

interface HoldsProps {
  readonly holds: readonly MemberHoldDto[];
  readonly total: number;
}

/** What is held of the member's balances, the oldest first, and the way to let it go. */
export function Holds({ holds, total }: HoldsProps) {
  const translate = useTranslate();
  const canRelease = useAllowed()('releaseHold');
  const columns: SmallColumn<MemberHoldDto>[] = [
    {
      name: 'reason',
      label: translate('members.holds.reason'),
      cell: ({ id, reason }) => (
        <RowLink to={pathOf('ledger', id)} title={id}>
          {reason ?? translate('members.holds.no-reason')}
        </RowLink>
      ),
    },
    {
      name: 'remaining',
      label: translate('members.holds.remaining'),
      isFigure: true,
      cell: ({ remaining }) => <Figure>{remaining}</Figure>,
    },
    { name: 'currency', label: translate('ledger.currency'), cell: ({ currency }) => currency.name },
    { name: 'since', label: translate('members.holds.since'), cell: ({ reservedAt }) => <Day at={reservedAt} /> },
    { name: 'until', label: translate('members.holds.until'), cell: ({ expiresAt }) => <Due at={expiresAt} /> },
  ];
  const release = {
    name: 'release',
    label: null,
    isFigure: true,
    cell: (hold: MemberHoldDto) => <ReleaseDialog hold={hold} />,
  };
  return (
    <CutTable
      label={translate('members.holds')}
      columns={canRelease ? [...columns, release] : columns}
      rows={holds}
      keyOf={({ id }) => id}
      total={total}
    />
  );
}
