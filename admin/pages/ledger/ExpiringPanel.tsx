import { Flex } from '@strapi/design-system';

import type { ExpiringLotDto } from '../../../server/contract';
import { useListExpiringLotsQuery } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { Day } from '../../ui/Day';
import { Figure } from '../../ui/Figure';
import { SmallPill } from '../../ui/Pill';
import type { SmallColumn } from '../../ui/SmallTable';
import { MemberLink } from '../../ui/MemberLink';
import { DuePanel, useDueRows } from './DuePanel';

/** B10. The open lots that expire next, those first that are overdue. */
export function ExpiringPanel({ currency }: { readonly currency: string | undefined }) {
  const translate = useTranslate();
  const rows = useDueRows();
  const query = useListExpiringLotsQuery(
    { currency, page: 1, pageSize: rows.shown },
    { refetchOnMountOrArgChange: true },
  );
  const columns: SmallColumn<ExpiringLotDto>[] = [
    {
      name: 'member',
      label: translate('column.member'),
      cell: ({ member }) => <MemberLink member={member} />,
    },
    { name: 'currency', label: translate('column.currency'), cell: (lot) => lot.currency.name },
    {
      name: 'remaining',
      label: translate('expiring.remaining'),
      isFigure: true,
      cell: ({ remaining }) => <Figure>{remaining}</Figure>,
    },
    {
      name: 'expires',
      label: translate('preview.lot.expires'),
      isFigure: true,
      cell: ({ expiresAt }) => <Day at={expiresAt} />,
    },
    { name: 'left', label: translate('expiring.left'), isFigure: true, cell: (lot) => <DaysLeft {...lot} /> },
  ];
  return (
    <DuePanel
      title={translate('expiring.title')}
      countOf={(total) => translate('expiring.count', { total })}
      none={translate('expiring.none')}
      columns={columns}
      keyOf={({ lotId }) => lotId}
      query={query}
      rows={rows}
    />
  );
}

function DaysLeft({ overdue, daysLeft }: Pick<ExpiringLotDto, 'overdue' | 'daysLeft'>) {
  const translate = useTranslate();
  if (!overdue) return translate('expiring.days', { days: daysLeft });
  return (
    <Flex justifyContent="flex-end">
      <SmallPill tone="danger">{translate('expiring.overdue')}</SmallPill>
    </Flex>
  );
}
