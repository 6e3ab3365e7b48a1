import { useState } from 'react';

import {
  REDEMPTION_LIMITS,
  REDEMPTION_STATUSES,
  type RedemptionListQuery,
  type RedemptionRowDto,
} from '../../../server/contract';
import { useListRedemptionsQuery } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import type { Column } from '../../ui/list/column';
import { ANEW, ListView, type ListWords } from '../../ui/list/ListView';
import { MemberTag } from '../../ui/list/MemberTag';
import type { ListSpec } from '../../ui/list/spec';
import { useListAddress } from '../../ui/list/useListAddress';
import { MemberLink } from '../../ui/MemberLink';
import { Panel } from '../../ui/Panel';
import { useKeepFocus } from '../../ui/useKeepFocus';
import { ActionDialog } from './ActionDialog';
import { type Acting, Actions } from './Actions';
import { AttemptedCell, DiscountCell, OrderCell, RedeemedCell, ToPayCell } from './cells';
import { ACTS_OF } from './standing';
import { StatusCell } from './StatusCell';

const LIST: ListSpec<RedemptionListQuery> = {
  standardSort: 'when:DESC',
  filters: [
    {
      kind: 'segments',
      name: 'status',
      label: 'column.status',
      options: [
        { value: 'all', label: 'redemptions.status.all' },
        ...REDEMPTION_STATUSES.map((value) => ({ value, label: `redemptions.status.${value}` }) as const),
      ],
      standard: 'all',
    },
    {
      kind: 'search',
      name: 'orderId',
      address: 'orderId',
      label: 'redemptions.search',
      placeholder: 'redemptions.search.placeholder',
      maxLength: REDEMPTION_LIMITS.orderId,
    },
    { kind: 'tag', name: 'member', Tag: MemberTag },
  ],
};

const WORDS: ListWords = {
  label: 'redemptions.list',
  empty: 'redemptions.empty',
  noMatch: 'redemptions.no-match',
  loading: 'redemptions.loading',
  failed: 'redemptions.failed',
};

/** An attempt a row, whatever came of it: of what, how it stands, what the order came to, when and by whom. */
const columnsWith = (onAct: (acting: Acting) => void): readonly Column<RedemptionRowDto>[] => [
  {
    id: 'order',
    label: 'redemptions.column.order',
    priority: 1,
    maxWidth: '12rem',
    cell: (row) => <OrderCell {...row} />,
  },
  {
    id: 'member',
    label: 'column.member',
    maxWidth: '12rem',
    cell: ({ member }) => <MemberLink member={member} />,
  },
  { id: 'status', label: 'column.status', maxWidth: '19rem', cell: (row) => <StatusCell row={row} /> },
  {
    id: 'amount',
    label: 'redemptions.column.amount',
    isFigure: true,
    cell: (row) => <RedeemedCell {...row} />,
  },
  {
    id: 'discount',
    label: 'redemptions.column.discount',
    priority: 3,
    isFigure: true,
    cell: (row) => <DiscountCell {...row} />,
  },
  {
    id: 'to-pay',
    label: 'redemptions.column.to-pay',
    priority: 3,
    isFigure: true,
    cell: (row) => <ToPayCell {...row} />,
  },
  {
    id: 'action',
    label: 'column.action',
    priority: 1,
    needs: 'captureRedemption',
    cell: (row) => <Actions row={row} onAct={onAct} />,
  },
  {
    id: 'when',
    label: 'redemptions.column.when',
    priority: 3,
    maxWidth: '12rem',
    cell: (row) => <AttemptedCell {...row} />,
  },
];

/** D9. Every attempt to redeem that the address asks for, newest first, and what can be done about them. */
export function RedemptionList() {
  const translate = useTranslate();
  const address = useListAddress(LIST);
  const list = useListRedemptionsQuery(address.query, ANEW);
  const [acting, setActing] = useState<Acting>();
  const { data, refetch } = list;
  // The buttons of a row go away with what they are for.
  useKeepFocus(data?.rows.flatMap(({ id, status }) => (ACTS_OF[status] ?? []).map((act) => `${act}:${id}`)).join());
  return (
    <Panel isBare title={data ? translate('redemptions.count', { total: data.total }) : translate('redemptions.list')}>
      <ListView {...{ address, list, words: WORDS }} columns={columnsWith(setActing)} keyOf={({ id }) => id} />
      <ActionDialog
        acting={acting}
        onClosed={() => {
          setActing(undefined);
          // It may have been refused because the row stands otherwise by now.
          void refetch();
        }}
      />
    </Panel>
  );
}
