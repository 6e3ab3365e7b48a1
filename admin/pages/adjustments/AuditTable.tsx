import { Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { AdjustmentRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { pathOf } from '../../paths';
import { type Column, DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/Instant';
import { SmallPill } from '../../ui/Pill';
import { RowLink } from '../../ui/RowLink';
import { Truncated } from '../../ui/Truncated';
import { useAllowed } from '../../useAllowed';
import { AmountCell } from '../ledger/AmountCell';
import { MemberLink } from '../../ui/MemberLink';

interface AuditTableProps {
  readonly rows: readonly AdjustmentRowDto[] | undefined;
  readonly isStale: boolean;
  readonly empty: ReactNode;
}

/** B20. Who corrected whose balance, by how much, why and when. */
export function AuditTable(props: AuditTableProps) {
  const translate = useTranslate();
  const may = useAllowed();
  const columns: Column<AdjustmentRowDto>[] = [
    {
      name: 'member',
      label: translate('adjustments.column.member'),
      sortable: true,
      maxWidth: '18rem',
      cell: ({ member }) => <MemberLink member={member} isLink={may('getMember')} />,
    },
    {
      name: 'amount',
      label: translate('adjustments.column.amount'),
      sortable: true,
      isFigure: true,
      maxWidth: '15rem',
      cell: ({ amount, currency }) => (
        <AmountCell type="adjustment" amount={amount} held="0" currency={currency.name} />
      ),
    },
    {
      name: 'reason',
      label: translate('adjustments.column.reason'),
      maxWidth: '27rem',
      cell: (row) => <Reason {...row} isLink={may('getLedgerEntry')} />,
    },
    {
      name: 'administrator',
      label: translate('adjustments.column.administrator'),
      maxWidth: '14rem',
      cell: ({ administrator: { id, name } }) => <Truncated>{name ?? id}</Truncated>,
    },
    {
      name: 'posted',
      label: translate('adjustments.column.posted'),
      sortable: true,
      cell: ({ postedAt }) => <Instant at={postedAt} />,
    },
  ];
  return (
    <DataTable
      {...props}
      columns={columns}
      keyOf={({ entryId }) => entryId}
      loading={translate('adjustments.loading')}
    />
  );
}

/** Why, and under it the transaction's id, which leads to its story; and whether it was backed out again. */
function Reason({ reason, entryId, reversedBy, isLink }: AdjustmentRowDto & { readonly isLink: boolean }) {
  const translate = useTranslate();
  return (
    <>
      <Truncated>{reason}</Truncated>
      <Flex gap={2}>
        {isLink ? (
          <RowLink to={pathOf('ledger', entryId)} title={entryId}>
            {entryId}
          </RowLink>
        ) : (
          <Truncated variant="pi" textColor="neutral600">
            {entryId}
          </Truncated>
        )}
        {reversedBy !== null && <SmallPill tone="alternative">{translate('adjustments.reversed')}</SmallPill>}
      </Flex>
    </>
  );
}
