import { Flex, Link as DesignLink, Typography } from '@strapi/design-system';
import { CheckCircle, Clock, WarningCircle } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { ECONOMY_DAYS, type OverviewDto } from '../../../server/contract';
import { useGetLedgerHealthQuery } from '../../api/ledger';
import { useGetReconciliationQuery } from '../../api/reconciliation';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { discrepanciesPath, DUE_HASH, pathOf } from '../../paths';
import { useAllowed } from '../../allowed';
import type { AttentionItem } from './attention-item';
import { useAffiliateItems } from './useAffiliateItems';

/** To the panels whose first rows are the ones that are meant. */
const EXPIRATIONS = { pathname: pathOf('ledger'), search: '?segment=expirations', hash: DUE_HASH };
const RESERVATIONS = { ...EXPIRATIONS, search: '?segment=reservations' };

/** What somebody should look at, each with the way there; or that there is nothing. */
export function Attention({ attention }: { readonly attention: OverviewDto['attention'] }) {
  const translate = useTranslate();
  const may = useAllowed();
  const { data: health } = useGetLedgerHealthQuery({});
  const skip = !may('getReconciliation');
  const { data: reconciliation } = useGetReconciliationQuery({}, { skip, refetchOnMountOrArgChange: true });
  const { lotsExpiringSoon: soon, lotsOverdue: lots, holdsOverdue: holds } = attention;
  const drifted = health?.accountsDrifted ?? 0;
  const { detected = 0, investigating = 0 } = reconciliation?.byStatus ?? {};
  const discrepancies = detected + investigating;
  const ofAffiliates = useAffiliateItems();
  const items: AttentionItem[] = [
    {
      key: 'drift',
      isUrgent: true,
      count: drifted,
      text: translate('health.drifted', { accounts: drifted }),
      to: pathOf('ledger'),
    },
    {
      key: 'discrepancies',
      isUrgent: true,
      count: discrepancies,
      text: translate('attention.discrepancies', { discrepancies }),
      to: discrepanciesPath({}),
    },
    { key: 'lots', isUrgent: true, count: lots, text: translate('attention.lots-overdue', { lots }), to: EXPIRATIONS },
    {
      key: 'holds',
      isUrgent: true,
      count: holds,
      text: translate('attention.holds-overdue', { holds }),
      to: RESERVATIONS,
    },
    ...ofAffiliates,
    {
      key: 'soon',
      isUrgent: false,
      count: soon,
      text: translate('attention.lots-soon', { lots: soon, days: ECONOMY_DAYS }),
      to: EXPIRATIONS,
    },
  ].filter(({ count }) => count > 0);

  return (
    <Panel title={translate('attention.title')}>
      {items.length === 0 ? (
        <Flex gap={2}>
          <CheckCircle fill="success600" aria-hidden />
          <Typography>{translate('attention.none')}</Typography>
        </Flex>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {items.map(({ key, isUrgent, text, to }) => (
            <Flex key={key} tag="li" gap={2}>
              {/* As large beside a text of two lines. */}
              <Flex tag="span" shrink={0}>
                {isUrgent ? <WarningCircle fill="warning600" aria-hidden /> : <Clock fill="neutral600" aria-hidden />}
              </Flex>
              <DesignLink tag={Link} to={to}>
                {text}
              </DesignLink>
            </Flex>
          ))}
        </Flex>
      )}
    </Panel>
  );
}
