import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Truncated } from '../../ui/Truncated';

type AmountProps = Pick<LedgerRowDto, 'type' | 'amount' | 'held'>;

/** The amount and, under it, of what. */
export function AmountCell({ currency, ...amount }: AmountProps & { readonly currency: string }) {
  return (
    <>
      <Amount {...amount} />
      <Box maxWidth="14rem" marginLeft="auto">
        <Truncated variant="pi" textColor="neutral600">
          {currency}
        </Truncated>
      </Box>
    </>
  );
}

/** What the row adds to the balance, with its sign; for a hold or its return, greyed and unsigned, what it moves. */
export function Amount({ type, amount, held }: AmountProps) {
  const { locale } = useIntl();
  const translate = useTranslate();
  if (type === 'reserve' || type === 'release') {
    return (
      <Typography textColor="neutral600" title={translate('ledger.amount.held')} style={FIGURES}>
        {formatDecimal(held.replace('-', ''), locale, 'negative')}
      </Typography>
    );
  }
  return (
    <Typography textColor={amount.startsWith('-') ? 'neutral800' : 'success600'} fontWeight="semiBold" style={FIGURES}>
      {formatDecimal(amount, locale, 'always')}
    </Typography>
  );
}

/** Digits of one width, so that amounts below each other can be compared. */
const FIGURES = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' } as const;
