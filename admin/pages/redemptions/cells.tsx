import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type DecimalString, REDEMPTION_SOURCE, type RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Figure } from '../../ui/Figure';
import { Instant } from '../../ui/Instant';
import { Truncated } from '../../ui/Truncated';

/** The order, and under it where its id comes from, unless that goes without saying. */
export function OrderCell({ orderId, source }: Pick<RedemptionRowDto, 'orderId' | 'source'>) {
  const translate = useTranslate();
  return (
    <>
      <Truncated fontWeight="semiBold">{orderId}</Truncated>
      {source !== REDEMPTION_SOURCE && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('redemptions.source', { source })}
        </Truncated>
      )}
    </>
  );
}

/** What is redeemed, of what; what was asked for where that is another amount, and what was given back (L39). */
export function RedeemedCell({ amount, requested, refunded, refundId, currency }: RedemptionRowDto) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const shown = (value: string) => formatDecimal(value, locale, 'negative');
  return (
    <>
      <Figure>{amount}</Figure>
      <Box maxWidth="14rem" marginLeft="auto">
        <Truncated variant="pi" textColor="neutral600">
          {currency.name}
        </Truncated>
        {requested !== amount && <Beside>{translate('redemptions.requested', { amount: shown(requested) })}</Beside>}
        {refundId !== null && <Beside>{translate('redemptions.refunded', { amount: shown(refunded) })}</Beside>}
      </Box>
    </>
  );
}

/** A sentence with an amount in it, which is not cut off. */
function Beside({ children }: { readonly children: string }) {
  return (
    <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
      {children}
    </Typography>
  );
}

/** What the order costs less, and under it how much of that is the tier's. */
export function DiscountCell({ discount, tierDiscount }: Pick<RedemptionRowDto, 'discount' | 'tierDiscount'>) {
  const translate = useTranslate();
  return (
    <AmountOverAmount amount={discount} under={(amount) => translate('redemptions.tier-discount', { amount })}>
      {tierDiscount}
    </AmountOverAmount>
  );
}

/** What is left to pay, and under it of what. */
export function ToPayCell({ toPay, orderAmount }: Pick<RedemptionRowDto, 'toPay' | 'orderAmount'>) {
  const translate = useTranslate();
  return (
    <AmountOverAmount amount={toPay} under={(amount) => translate('redemptions.of-order', { amount })}>
      {orderAmount}
    </AmountOverAmount>
  );
}

/** When it was tried, and by whom. */
export function AttemptedCell({ attemptedAt, actor }: Pick<RedemptionRowDto, 'attemptedAt' | 'actor'>) {
  return (
    <>
      <Instant at={attemptedAt} />
      {actor && (
        <Truncated variant="pi" textColor="neutral600">
          {actor.name ?? actor.id}
        </Truncated>
      )}
    </>
  );
}

interface AmountOverAmountProps {
  readonly amount: DecimalString;
  /** The amount below it. */
  readonly children: DecimalString;
  /** Says what that is. */
  readonly under: (amount: string) => string;
}

/** A figure, and below it, smaller, one that it goes with. */
function AmountOverAmount({ amount, children, under }: AmountOverAmountProps) {
  const { locale } = useIntl();
  return (
    <>
      <Figure>{amount}</Figure>
      <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
        {under(formatDecimal(children, locale, 'negative'))}
      </Typography>
    </>
  );
}
