import { Flex, Link as DesignLink, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import type { RedemptionRowDto } from '../../../server/contract';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import { LEDGER_STEPS } from './standing';

/** The rows of the ledger that came of it, each of which leads to its story. */
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
          <DesignLink key={step} tag={Link} to={pathOf('ledger', id)} title={id} aria-label={label}>
            <Typography variant="pi" textColor="inherit">
              {name}
            </Typography>
          </DesignLink>
        );
      })}
    </Flex>
  );
}
