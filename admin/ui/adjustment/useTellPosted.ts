import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useHref } from 'react-router-dom';

import type { PostingResult } from '../../../server/contract';
import { useGetCatalogueQuery } from '../../api/catalogue';
import { useTranslate } from '../../translate';
import { pathOf } from '../../paths';
import { formatDecimal } from '../../ui/decimal';
import { useAllowed } from '../../allowed';
import { useMemberName } from '../../ui/useMemberName';
import type { Draft } from './useAdjustmentForm';

/** Says that an adjustment was posted, with a link to its row for whoever may see that. */
export function useTellPosted(): (result: PostingResult, draft: Draft) => void {
  const { toggleNotification } = useNotification();
  const { locale } = useIntl();
  const translate = useTranslate();
  const nameOf = useMemberName();
  const may = useAllowed();
  const ledger = useHref(pathOf('ledger'));
  const { data: catalogue } = useGetCatalogueQuery({});
  return ({ entry }, { member }) => {
    const currency = catalogue?.currencies.find(({ code }) => code === entry.currency)?.name ?? entry.currency;
    const amount = formatDecimal(entry.amount, locale, 'always');
    toggleNotification({
      type: 'success',
      message: translate('adjustments.posted', { amount, currency, member: member ? nameOf(member) : entry.member }),
      ...(may('getLedgerEntry') && {
        link: { label: translate('adjustments.posted.show'), url: `${ledger}/${encodeURIComponent(entry.id)}` },
      }),
    });
  };
}
