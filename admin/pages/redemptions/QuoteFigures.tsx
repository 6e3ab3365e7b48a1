import { useIntl } from 'react-intl';

import type { QuoteDto } from '../../../server/contract';
import { useGetCatalogueQuery } from '../../api/catalogue';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { type Line, Lines } from './Lines';

interface QuoteFiguresProps {
  readonly quote: QuoteDto;
  readonly currency: string;
}

/** The order's bill line by line, in its own money, and what becomes of the member's balance. */
export function QuoteFigures({ quote, currency }: QuoteFiguresProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const tier = useTierName()(quote.tier);
  const shown = (value: string) => formatDecimal(value, locale, 'negative');
  const ofCurrency = (value: string) => `${shown(value)} ${currency}`;
  const percent = shown(quote.tierDiscountPercent);
  const bill: Line[] = [
    [translate('redemptions.quote.order'), shown(quote.orderAmount)],
    [
      tier === null ? translate('redemptions.quote.no-tier') : translate('redemptions.quote.tier', { tier, percent }),
      shown(`-${quote.tierDiscount}`),
    ],
    [translate('redemptions.quote.discount', { amount: ofCurrency(quote.amount) }), shown(`-${quote.discount}`)],
    [translate('redemptions.quote.to-pay'), shown(quote.toPay)],
  ];
  const balance: Line[] = [
    [translate('redemptions.quote.available'), ofCurrency(quote.available)],
    [translate('redemptions.quote.remaining'), ofCurrency(quote.remaining)],
  ];
  return (
    <>
      <Lines of={bill} />
      <Lines of={balance} />
    </>
  );
}

/** What a tier is called; its code where the catalogue is not there. */
function useTierName(): (code: string | null) => string | null {
  const { data: catalogue } = useGetCatalogueQuery({});
  return (code) => (code === null ? null : (catalogue?.tiers.find((tier) => tier.code === code)?.name ?? code));
}
