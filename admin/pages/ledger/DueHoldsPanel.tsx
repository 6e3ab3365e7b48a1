import type { DueHoldDto } from '../../../server/contract';
import { useListDueHoldsQuery } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { Figure } from '../../ui/Figure';
import type { SmallColumn } from '../../ui/SmallTable';
import { Truncated } from '../../ui/Truncated';
import { useHoldColumns } from '../../ui/ledger/useHoldColumns';
import { MemberLink } from '../../ui/MemberLink';
import { DuePanel, useDueRows } from './DuePanel';

/** The open holds that time out next, those first that are overdue, each with the way to let it go. */
export function DueHoldsPanel({ currency }: { readonly currency: string | undefined }) {
  const translate = useTranslate();
  const rows = useDueRows();
  const query = useListDueHoldsQuery({ currency, page: 1, pageSize: rows.shown }, { refetchOnMountOrArgChange: true });
  const { reason, until, release } = useHoldColumns<DueHoldDto>();
  const columns: SmallColumn<DueHoldDto>[] = [
    {
      name: 'member',
      label: translate('column.member'),
      cell: ({ member }) => <MemberLink member={member} />,
    },
    reason,
    {
      name: 'remaining',
      label: translate('members.holds.remaining'),
      isFigure: true,
      cell: ({ remaining, currency: { name } }) => (
        <>
          <Figure>{remaining}</Figure>
          <Truncated variant="pi" textColor="neutral600">
            {name}
          </Truncated>
        </>
      ),
    },
    until,
    ...release,
  ];
  return (
    <DuePanel
      title={translate('due-holds.title')}
      countOf={(total) => translate('due-holds.count', { total })}
      none={translate('due-holds.none')}
      columns={columns}
      keyOf={({ id }) => id}
      query={query}
      rows={rows}
    />
  );
}
