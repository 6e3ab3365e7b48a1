import { useIntl } from 'react-intl';

import type { RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Figure } from '../../ui/Figure';
import { Truncated } from '../../ui/Truncated';

/** What is redeemed, of what; what was asked for where that is another amount, and what was given back (L39). */
export function RedeemedCell({ amount, requested, refunded, refundId, currency }: RedemptionRowDto) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const shown = (value: string) => formatDecimal(value, locale, 'negative');
  return (
    <>
      <Figure>{amount}</Figure>
      <Truncated variant="pi" textColor="neutral600">
        {currency.name}
      </Truncated>
      {requested !== amount && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('redemptions.requested', { amount: shown(requested) })}
        </Truncated>
      )}
      {refundId !== null && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('redemptions.refunded', { amount: shown(refunded) })}
        </Truncated>
      )}
    </>
  );
}
