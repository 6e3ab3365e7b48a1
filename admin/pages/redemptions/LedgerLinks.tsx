import { Flex } from '@strapi/design-system';

import type { RedemptionRowDto } from '../../../server/contract';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import { RowLink } from '../../ui/RowLink';
import { LEDGER_STEPS } from './standing';

/** The rows of the ledger that came of it, each of which leads to its own page. */
export function LedgerLinks({ holdId, captureId, refundId, orderId }: RedemptionRowDto) {
  const translate = useTranslate();
  const idOf = { hold: holdId, capture: captureId, refund: refundId };
  const steps = LEDGER_STEPS.flatMap((step) => (idOf[step] === null ? [] : [{ step, id: idOf[step] }]));
  return (
    <Flex gap={2} wrap="wrap" style={{ rowGap: 0 }}>
      {steps.map(({ step, id }) => {
        const name = translate(`redemptions.entry.${step}`);
        const label = translate('redemptions.entry', { entry: name, order: orderId });
        return (
          <RowLink key={step} to={pathOf('ledger', id)} title={id} aria-label={label}>
            {name}
          </RowLink>
        );
      })}
    </Flex>
  );
}
