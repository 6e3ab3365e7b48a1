import { Typography } from '@strapi/design-system';

import type { MemberBalanceDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Figure } from '../../../ui/Figure';
import { SmallTable, type SmallColumn } from '../../../ui/SmallTable';

type FigureName = 'balance' | 'held' | 'available' | 'lifetimeEarned';

const figureColumn = (name: FigureName, label: string): SmallColumn<MemberBalanceDto> => ({
  name,
  label,
  isFigure: true,
  cell: (balance) => <Figure>{balance[name]}</Figure>,
});

/** The figures of each of the member's accounts. */
export function Balances({ balances }: { readonly balances: readonly MemberBalanceDto[] }) {
  const translate = useTranslate();
  if (balances.length === 0)
    return <Typography textColor="neutral600">{translate('members.balances.none')}</Typography>;
  const columns: SmallColumn<MemberBalanceDto>[] = [
    { name: 'currency', label: translate('ledger.currency'), isHeading: true, cell: ({ currency }) => currency.name },
    figureColumn('balance', translate('members.balance')),
    figureColumn('held', translate('members.held')),
    figureColumn('available', translate('members.available')),
    figureColumn('lifetimeEarned', translate('members.earned')),
  ];
  return (
    <SmallTable
      label={translate('members.balances')}
      columns={columns}
      rows={balances}
      keyOf={({ currency }) => currency.code}
    />
  );
}
