import { useIntl } from 'react-intl';

import { AFFILIATE_WINDOW_DAYS, type AffiliateSystemDetailDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Facts } from '../../../ui/Facts';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import { Panel } from '../../../ui/Panel';
import { SwitchState } from './SwitchState';

/** How a system fares, in figures and with its last error. */
export function HealthPanel({ detail }: { readonly detail: AffiliateSystemDetailDto }) {
  const { successRate, succeeded, failed, waiting, oldestWaitingAt, processing, lastError } = detail.health;
  const translate = useTranslate();
  const { formatDate, formatNumber } = useIntl();
  const rate =
    successRate === null
      ? null
      : translate('affiliate-systems.health.rate', {
          rate: formatNumber(Number(successRate), { minimumFractionDigits: 1 }),
          ended: succeeded + failed,
        });
  const waits =
    oldestWaitingAt === null
      ? formatNumber(waiting)
      : translate('affiliate-systems.health.waiting', { waiting, at: formatDate(oldestWaitingAt, TO_THE_MINUTE) });
  return (
    <Panel title={translate('affiliate-systems.health')}>
      <Facts
        facts={[
          { label: translate('column.status'), value: <SwitchState of={detail.switch} /> },
          { label: translate('affiliate-systems.health.success', { days: AFFILIATE_WINDOW_DAYS }), value: rate },
          {
            label: translate('affiliate-systems.health.failed', { days: AFFILIATE_WINDOW_DAYS }),
            value: formatNumber(failed),
          },
          { label: translate('affiliate-systems.column.waiting'), value: waits },
          { label: translate('affiliate-systems.column.processing'), value: formatNumber(processing) },
          {
            label: translate('affiliate-systems.column.error'),
            value: lastError && `${lastError.message} (${formatDate(lastError.at, TO_THE_MINUTE)})`,
          },
        ]}
      />
    </Panel>
  );
}
