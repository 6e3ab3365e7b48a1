import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';

/** What the row adds to the balance, with its sign; for a hold or its return, greyed and unsigned, what it moves. */
export function AmountCell({ type, amount, held }: Pick<LedgerRowDto, 'type' | 'amount' | 'held'>) {
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
