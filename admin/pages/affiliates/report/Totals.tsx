import { Flex, Typography } from '@strapi/design-system';

import type { AffiliateEventListDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Panel } from '../../../ui/Panel';
import { Pill } from '../../../ui/Pill';
import { useEventWords } from './useEventWords';

/** C2, F4. A chip a currency with what the successes come to, and in words what is not in them. */
export function Totals({ list }: { readonly list: AffiliateEventListDto | undefined }) {
  const translate = useTranslate();
  const words = useEventWords();
  const { totals = [], successesWithoutAmount: count = 0 } = list ?? {};
  return (
    <Panel title={translate('affiliates.totals')}>
      <Flex direction="column" alignItems="flex-start" justifyContent="space-between" gap={4} style={{ flexGrow: 1 }}>
        {totals.length > 0 && (
          <Flex tag="ul" gap={2} wrap="wrap">
            {totals.map(({ currency, amount, count: events }) => (
              <li key={currency}>
                <Pill tone="success">
                  {translate('affiliates.totals.chip', { total: words.amount(currency, amount), count: events })}
                </Pill>
              </li>
            ))}
          </Flex>
        )}
        {list && (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {totals.length > 0 ? translate('affiliates.totals.about') : translate('affiliates.totals.none')}
            {count > 0 && ` ${translate('affiliates.totals.without', { count })}`}
          </Typography>
        )}
      </Flex>
    </Panel>
  );
}
