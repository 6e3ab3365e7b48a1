import { useIntl } from 'react-intl';

import type { QuoteDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Lines } from './Lines';

interface PossibleProps {
  readonly quote: QuoteDto;
  readonly currency: string;
}

/** What the balance and the order allow, where the amount that was given does not do. */
export function Possible({ quote: { available, redeemable }, currency }: PossibleProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const figure = (value: string) => `${formatDecimal(value, locale, 'negative')} ${currency}`;
  return (
    <Lines
      of={[
        [translate('redemptions.quote.available'), figure(available)],
        [translate('redemptions.quote.redeemable'), figure(redeemable)],
      ]}
    />
  );
}
