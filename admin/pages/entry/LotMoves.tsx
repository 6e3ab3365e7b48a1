import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type EntryDetailDto, ENTRY_LOTS } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Day } from '../../ui/Day';
import { formatDecimal } from '../../ui/decimal';
import { ShortId } from '../../ui/ShortId';
import { SmallTable } from '../../ui/SmallTable';

/** What the row did to the member's lots. */
export function LotMoves({ lots, moreLots }: Pick<EntryDetailDto, 'lots' | 'moreLots'>) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const signed = (amount: string) => formatDecimal(amount, locale, 'always');
  return (
    <>
      <SmallTable
        label={translate('entry.lots')}
        columns={[
          { name: 'lot', label: translate('ledger.column.lot'), cell: ({ lotId }) => <ShortId id={lotId} /> },
          { name: 'earned', label: translate('preview.lot.earned'), cell: ({ earnedAt }) => <Day at={earnedAt} /> },
          {
            name: 'expires',
            label: translate('preview.lot.expires'),
            cell: ({ expiresAt }) => (expiresAt === null ? translate('preview.lot.never') : <Day at={expiresAt} />),
          },
          {
            name: 'amount',
            label: translate('column.amount'),
            isFigure: true,
            cell: ({ amount }) => signed(amount),
          },
          { name: 'held', label: translate('preview.held'), isFigure: true, cell: ({ held }) => signed(held) },
        ]}
        rows={lots}
        keyOf={({ lotId, holdId }) => `${lotId} ${holdId ?? ''}`}
      />
      {moreLots && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
          {translate('list.more', { shown: ENTRY_LOTS })}
        </Typography>
      )}
    </>
  );
}
