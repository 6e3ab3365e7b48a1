import { Typography } from '@strapi/design-system';

import type { TrendPointDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { TrendChart } from './TrendChart';

/** D11. What the last full runs found, one beside the other. */
export function TrendPanel({ trend }: { readonly trend: readonly TrendPointDto[] }) {
  const translate = useTranslate();
  return (
    <Panel title={translate('reconciliation.trend')}>
      {trend.length === 0 ? (
        <Typography textColor="neutral600">{translate('reconciliation.trend.none')}</Typography>
      ) : (
        <TrendChart trend={trend} />
      )}
    </Panel>
  );
}
