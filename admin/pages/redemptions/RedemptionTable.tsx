import { Box } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';

import type { RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { type Column, DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/Instant';
import { MemberLink } from '../../ui/MemberLink';
import { Truncated } from '../../ui/Truncated';
import { useAllowed } from '../../useAllowed';
import { ActionDialog } from './ActionDialog';
import { type Acting, Actions } from './Actions';
import { AmountOverAmount } from './AmountOverAmount';
import { OrderCell } from './OrderCell';
import { RedeemedCell } from './RedeemedCell';
import { StatusCell } from './StatusCell';

interface RedemptionTableProps {
  readonly rows: readonly RedemptionRowDto[] | undefined;
  readonly isStale: boolean;
  readonly empty: ReactNode;
  /** Something was done about a row, or refused because it stands otherwise by now. */
  readonly onActed: () => void;
}

/** D9. An attempt a row, whatever came of it: of what, how it stands, what the order came to, when and by whom. */
export function RedemptionTable({ onActed, ...props }: RedemptionTableProps) {
  const translate = useTranslate();
  const [acting, setActing] = useState<Acting>();
  const columns = useColumns(setActing);
  return (
    <>
      <DataTable {...props} columns={columns} keyOf={({ id }) => id} loading={translate('redemptions.loading')} />
      <ActionDialog
        acting={acting}
        onClosed={() => {
          setActing(undefined);
          onActed();
        }}
      />
    </>
  );
}

function useColumns(onAct: (acting: Acting) => void): Column<RedemptionRowDto>[] {
  const translate = useTranslate();
  const may = useAllowed();
  const columns: Column<RedemptionRowDto>[] = [
    {
      name: 'order',
      label: translate('redemptions.column.order'),
      maxWidth: '12rem',
      cell: (row) => <OrderCell {...row} />,
    },
    {
      name: 'member',
      label: translate('redemptions.column.member'),
      maxWidth: '12rem',
      cell: ({ member }) => <MemberLink member={member} isLink={may('getMember')} />,
    },
    {
      name: 'status',
      label: translate('redemptions.column.status'),
      maxWidth: '19rem',
      cell: (row) => <StatusCell row={row} hasEntries={may('getLedgerEntry')} />,
    },
    {
      name: 'amount',
      label: translate('redemptions.column.amount'),
      isFigure: true,
      maxWidth: '14rem',
      cell: (row) => <RedeemedCell {...row} />,
    },
    {
      name: 'discount',
      label: translate('redemptions.column.discount'),
      isFigure: true,
      cell: ({ discount, tierDiscount }) => (
        <AmountOverAmount amount={discount} under={(amount) => translate('redemptions.tier-discount', { amount })}>
          {tierDiscount}
        </AmountOverAmount>
      ),
    },
    {
      name: 'to-pay',
      label: translate('redemptions.column.to-pay'),
      isFigure: true,
      cell: ({ toPay, orderAmount }) => (
        <AmountOverAmount amount={toPay} under={(amount) => translate('redemptions.of-order', { amount })}>
          {orderAmount}
        </AmountOverAmount>
      ),
    },
  ];
  const actions: Column<RedemptionRowDto> = {
    name: 'action',
    label: translate('redemptions.column.action'),
    cell: (row) => row.status === 'held' && <Actions row={row} onAct={onAct} />,
  };
  const when: Column<RedemptionRowDto> = {
    name: 'when',
    label: translate('redemptions.column.when'),
    maxWidth: '12rem',
    cell: ({ attemptedAt, actor }) => (
      <Box paddingTop={2} paddingBottom={2}>
        <Instant at={attemptedAt} />
        {actor && (
          <Truncated variant="pi" textColor="neutral600">
            {actor.name ?? actor.id}
          </Truncated>
        )}
      </Box>
    ),
  };
  // In a narrow window the end of a row is out of sight: better when it was than what can be done.
  return [...columns, ...(may('captureRedemption') ? [actions] : []), when];
}
