import { Typography } from '@strapi/design-system';

import type { MemberBalanceDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Figure } from '../../../ui/Figure';
import { SmallTable, type SmallColumn } from '../../../ui/SmallTable';

const FIGURES = [
  ['balance', 'members.balance'],
  ['held', 'members.held'],
  ['available', 'members.available'],
  ['lifetimeEarned', 'members.earned'],
] as const;

/** The figures of each of the member's accounts. */
export function Balances({ balances }: { readonly balances: readonly MemberBalanceDto[] }) {
  const translate = useTranslate();
  if (balances.length === 0)
    return <Typography textColor="neutral600">{translate('members.balances.none')}</Typography>;
  const columns: SmallColumn<MemberBalanceDto>[] = [
    { name: 'currency', label: translate('ledger.currency'), isHeading: true, cell: ({ currency }) => currency.name },
    ...FIGURES.map(([name, label]) => ({
      name,
      label: translate(label),
      isFigure: true,
      cell: (balance: MemberBalanceDto) => <Figure>{balance[name]}</Figure>,
    })),
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
