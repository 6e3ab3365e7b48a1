import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { RedemptionResult } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import type { Settled } from './standing';

/** Four figures take longer to read than Strapi's notifications stay. */
const LONG_ENOUGH = 12_000;

/** D9. Tells what a hold, a capture, a release or a refund came to: the discount and what remains; and if it was done already. */
export function useTellSettled(): (act: Settled, result: RedemptionResult, currency: string) => void {
  const { toggleNotification } = useNotification();
  const { locale } = useIntl();
  const translate = useTranslate();
  const shown = (value: string) => formatDecimal(value, locale, 'negative');
  return (act, result, currency) => {
    // An order that is held again after it was captured is answered with its capture, refunded in part or not.
    const settled = result.captureId !== null && act !== 'refunded' ? 'captured' : act;
    const values = {
      order: result.orderId,
      discount: shown(result.discount),
      toPay: shown(result.toPay),
      remaining: shown(result.remaining),
      currency,
    };
    const message = result.replayed
      ? translate(`redemptions.told-again.${settled}`, values)
      : translate(`redemptions.told.${settled}`, values);
    toggleNotification({ type: result.replayed ? 'info' : 'success', message, timeout: LONG_ENOUGH });
  };
}
