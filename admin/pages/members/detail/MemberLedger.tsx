import { useNavigate } from 'react-router-dom';

import type { LedgerRowDto, MemberId, MemberLedgerSort } from '../../../../server/contract';
import { useListMemberEntriesQuery } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { pathOf } from '../../../paths';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Failure } from '../../../ui/Failure';
import { ListEmpty } from '../../../ui/ListEmpty';
import { ListPager } from '../../../ui/ListPager';
import { Panel } from '../../../ui/Panel';
import { RowLink } from '../../../ui/RowLink';
import { usePageQuery } from '../../../ui/usePageQuery';
import { AmountCell } from '../../ledger/AmountCell';
import { PostedCell } from '../../ledger/PostedCell';
import { ReasonCell } from '../../ledger/ReasonCell';
import { TypeCell } from '../../ledger/TypeCell';

/** As many characters of an id as tell rows of one page apart: the end, because the beginning is the time. */
const SHOWN = 8;

/** B15. The member's own rows, newest first; each leads to its story. */
export function MemberLedger({ member }: { readonly member: MemberId }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { page, pageSize, sort } = usePageQuery<MemberLedgerSort>();
  const { data, error, isFetching, refetch } = useListMemberEntriesQuery(
    { member, page, pageSize, sort },
    { refetchOnMountOrArgChange: true },
  );
  const columns = useColumns();
  const total = data?.total ?? 0;
  return (
    <Panel isBare title={data ? translate('members.ledger.count', { total }) : translate('members.ledger')}>
      {error && !isFetching ? (
        <Failure error={error} what={translate('members.ledger.failed')} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy={isFetching}>
          <DataTable
            columns={columns}
            rows={data?.rows}
            keyOf={({ id }) => id}
            isStale={isFetching && data !== undefined}
            loading={translate('members.ledger.loading')}
            empty={<ListEmpty total={total}>{translate('members.ledger.empty')}</ListEmpty>}
            onRowClick={({ id }) => navigate(pathOf('ledger', id))}
          />
          <ListPager list={data} />
        </div>
      )}
    </Panel>
  );
}

function useColumns(): Column<LedgerRowDto>[] {
  const translate = useTranslate();
  return [
    {
      name: 'type',
      label: translate('ledger.column.type'),
      sortable: true,
      cell: ({ type, status }) => <TypeCell type={type} status={status} />,
    },
    {
      name: 'amount',
      label: translate('ledger.column.amount'),
      sortable: true,
      isFigure: true,
      maxWidth: '18rem',
      cell: ({ type, amount, held, currency }) => (
        <AmountCell type={type} amount={amount} held={held} currency={currency.name} />
      ),
    },
    {
      name: 'reason',
      label: translate('ledger.column.reason'),
      maxWidth: '30rem',
      cell: ({ reason, rule, eventId }) => <ReasonCell reason={reason} rule={rule} eventId={eventId} />,
    },
    {
      name: 'entry',
      label: translate('members.ledger.entry'),
      cell: ({ id }) => (
        <RowLink to={pathOf('ledger', id)} title={id}>
          …{id.slice(-SHOWN)}
        </RowLink>
      ),
    },
    {
      name: 'posted',
      label: translate('members.ledger.when'),
      sortable: true,
      cell: ({ postedAt, effectiveAt }) => <PostedCell postedAt={postedAt} effectiveAt={effectiveAt} />,
    },
  ];
}
