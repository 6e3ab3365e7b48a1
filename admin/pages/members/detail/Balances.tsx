import { Box, Typography } from '@strapi/design-system';

import type { MemberAccountDto, ReconciliationState } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Figure } from '../../../ui/Figure';
import { Moment } from '../../../ui/Moment';
import { Pill, type Tone } from '../../../ui/Pill';
import { SmallTable, type SmallColumn } from '../../../ui/SmallTable';

type FigureName = 'balance' | 'held' | 'available' | 'lifetimeEarned';

const figureColumn = (name: FigureName, label: string): SmallColumn<MemberAccountDto> => ({
  name,
  label,
  isFigure: true,
  cell: (balance) => <Figure>{balance[name]}</Figure>,
});

const TONES: Record<ReconciliationState, Tone> = { pending: 'neutral', verified: 'success', discrepancy: 'danger' };

/** D1. What the last reconciliation made of the account. */
function Reconciled({ reconciliation: { status, at } }: MemberAccountDto) {
  const translate = useTranslate();
  return (
    <Box paddingTop={1}>
      <Pill tone={TONES[status]}>{translate(`members.reconciled.${status}`)}</Pill>
      {at !== null && (
        <Typography tag="div" variant="pi" textColor="neutral600" fontWeight="regular">
          <Moment at={at} />
        </Typography>
      )}
    </Box>
  );
}

/** The figures of each of the member's accounts. */
export function Balances({ balances }: { readonly balances: readonly MemberAccountDto[] }) {
  const translate = useTranslate();
  if (balances.length === 0)
    return <Typography textColor="neutral600">{translate('members.balances.none')}</Typography>;
  const columns: SmallColumn<MemberAccountDto>[] = [
    {
      name: 'currency',
      label: translate('column.currency'),
      isHeading: true,
      // Both in one column, so that the figures have room beside the tier.
      cell: (balance) => (
        <>
          {balance.currency.name}
          <Reconciled {...balance} />
        </>
      ),
    },
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
