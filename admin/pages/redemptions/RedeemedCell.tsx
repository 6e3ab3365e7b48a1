import { useIntl } from 'react-intl';

import type { RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Figure } from '../../ui/Figure';
import { Truncated } from '../../ui/Truncated';

/** What is redeemed, of what, and what was asked for where that is another amount. */
export function RedeemedCell({ amount, requested, currency }: RedemptionRowDto) {
  const translate = useTranslate();
  const { locale } = useIntl();
  return (
    <>
      <Figure>{amount}</Figure>
      <Truncated variant="pi" textColor="neutral600">
        {currency.name}
      </Truncated>
      {requested !== amount && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('redemptions.requested', { amount: formatDecimal(requested, locale, 'negative') })}
        </Truncated>
      )}
    </>
  );
}
