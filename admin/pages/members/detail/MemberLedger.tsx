import {
  type LedgerRowDto,
  MEMBER_LEDGER_SORTS,
  type MemberId,
  type MemberLedgerQuery,
} from '../../../../server/contract';
import { useListMemberEntriesQuery } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { LEDGER_COLUMNS } from '../../../ui/ledger/columns';
import { useEntryTo } from '../../../ui/ledger/useEntryTo';
import type { Column } from '../../../ui/list/column';
import { ANEW, ListView, type ListWords } from '../../../ui/list/ListView';
import type { ListSpec } from '../../../ui/list/spec';
import { useListAddress } from '../../../ui/list/useListAddress';
import { Panel } from '../../../ui/Panel';

const LIST: ListSpec<MemberLedgerQuery> = { sorts: MEMBER_LEDGER_SORTS, standardSort: 'posted:DESC' };

const WORDS: ListWords = {
  label: 'members.ledger',
  empty: 'members.ledger.empty',
  loading: 'members.ledger.loading',
  failed: 'members.ledger.failed',
};

const { txn, type, amount, reason, posted } = LEDGER_COLUMNS;
const COLUMNS: readonly Column<LedgerRowDto>[] = [
  { ...type, priority: 1 },
  amount,
  reason,
  { ...txn, label: 'members.ledger.entry' },
  { ...posted, label: 'members.ledger.when' },
];

/** B15. The member's own rows, newest first; each leads to its own page. */
export function MemberLedger({ member }: { readonly member: MemberId }) {
  const translate = useTranslate();
  const address = useListAddress(LIST);
  const list = useListMemberEntriesQuery({ member, ...address.query }, ANEW);
  const rowTo = useEntryTo();
  const { data } = list;
  return (
    <Panel isBare title={data ? translate('members.ledger.count', { total: data.total }) : translate('members.ledger')}>
      <ListView {...{ address, list, columns: COLUMNS, words: WORDS, rowTo }} keyOf={({ id }) => id} />
    </Panel>
  );
}
