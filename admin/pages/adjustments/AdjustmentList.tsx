import { Flex } from '@strapi/design-system';

import { ADJUSTMENT_SORTS, type AdjustmentListQuery, type AdjustmentRowDto } from '../../../server/contract';
import { useListAdjustmentsQuery } from '../../api/adjustments';
import { useTranslate } from '../../translate';
import { Instant } from '../../ui/Instant';
import { AmountCell } from '../../ui/ledger/AmountCell';
import { EntryId } from '../../ui/ledger/EntryId';
import { useEntryTo } from '../../ui/ledger/useEntryTo';
import type { Column } from '../../ui/list/column';
import { ANEW, ListView, type ListWords } from '../../ui/list/ListView';
import type { ListSpec } from '../../ui/list/spec';
import { useListAddress } from '../../ui/list/useListAddress';
import { MemberLink } from '../../ui/MemberLink';
import { Panel } from '../../ui/Panel';
import { SmallPill } from '../../ui/Pill';
import { Truncated } from '../../ui/Truncated';

const LIST: ListSpec<AdjustmentListQuery> = { sorts: ADJUSTMENT_SORTS, standardSort: 'posted:DESC' };

const WORDS: ListWords = {
  label: 'adjustments.audit',
  empty: 'adjustments.empty',
  loading: 'adjustments.loading',
  failed: 'adjustments.failed',
};

const COLUMNS: readonly Column<AdjustmentRowDto>[] = [
  {
    id: 'member',
    label: 'column.member',
    priority: 1,
    maxWidth: '18rem',
    cell: ({ member }) => <MemberLink member={member} />,
  },
  {
    id: 'amount',
    label: 'column.amount',
    priority: 1,
    isFigure: true,
    cell: ({ amount, currency }) => <AmountCell type="adjustment" amount={amount} held="0" currency={currency.name} />,
  },
  {
    id: 'reason',
    label: 'adjustments.column.reason',
    maxWidth: '27rem',
    cell: (row) => <Reason {...row} />,
  },
  {
    id: 'administrator',
    label: 'adjustments.column.administrator',
    priority: 3,
    maxWidth: '14rem',
    cell: ({ administrator: { id, name } }) => <Truncated>{name ?? id}</Truncated>,
  },
  {
    id: 'posted',
    label: 'adjustments.column.posted',
    cell: ({ postedAt }) => <Instant at={postedAt} />,
  },
];

/** B20. Who corrected whose balance, by how much, why and when. */
export function AdjustmentList() {
  const translate = useTranslate();
  const address = useListAddress(LIST);
  const list = useListAdjustmentsQuery(address.query, ANEW);
  const entryTo = useEntryTo();
  const { data } = list;
  return (
    <Panel isBare title={data ? translate('adjustments.count', { total: data.total }) : translate('adjustments.audit')}>
      <ListView
        {...{ address, list, columns: COLUMNS, words: WORDS }}
        keyOf={({ entryId }) => entryId}
        rowTo={entryTo && (({ entryId }) => entryTo({ id: entryId }))}
      />
    </Panel>
  );
}

/** Why, and under it the transaction's id; and whether it was backed out again, or a part of it. */
function Reason({ reason, entryId, amount, reversed, reversedBy }: AdjustmentRowDto) {
  const translate = useTranslate();
  const status = reversed === amount.replace('-', '') ? 'reversed' : 'partly-reversed';
  return (
    <>
      <Truncated>{reason}</Truncated>
      <Flex gap={2}>
        <EntryId id={entryId} />
        {reversedBy !== null && <SmallPill tone="alternative">{translate(`ledger.status.${status}`)}</SmallPill>}
      </Flex>
    </>
  );
}
