import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { DecimalString } from '../../../server/contract';
import { formatDecimal } from '../../ui/decimal';
import { Figure } from '../../ui/Figure';

interface AmountOverAmountProps {
  readonly amount: DecimalString;
  /** The amount below it. */
  readonly children: DecimalString;
  /** Says what that is. */
  readonly under: (amount: string) => string;
}

/** A figure, and below it, smaller, one that it goes with. */
export function AmountOverAmount({ amount, children, under }: AmountOverAmountProps) {
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
