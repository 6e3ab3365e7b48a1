import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { DiscrepancyRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Missing } from '../../ui/Missing';

const DECIMAL = /^-?\d+(\.\d+)?$/;

interface ValueProps {
  readonly row: Pick<DiscrepancyRowDto, 'expected' | 'actual' | 'difference'>;
  readonly of: 'expected' | 'actual' | 'difference';
  /** Whether there is room for all of it, however long; in a table it ends in an ellipsis. */
  readonly isWhole?: boolean;
}

/**
 * One side of a discrepancy, or how far they are apart, with its sign. Only where there is a difference are they amounts;
 * anything else, such as a hash, stands as it is.
 */
export function Value({ row, of, isWhole = false }: ValueProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const value = row[of];
  if (value === null || value === '') return <Missing>{translate('ledger.none')}</Missing>;
  const isAmount = row.difference !== null && DECIMAL.test(value);
  const text = isAmount ? formatDecimal(value, locale, of === 'difference' ? 'always' : 'negative') : value;
  return (
    <Typography
      tag="div"
      textColor="neutral800"
      fontWeight={of === 'difference' ? 'semiBold' : 'regular'}
      ellipsis={!isWhole}
      title={isWhole ? undefined : text}
      style={isAmount ? FIGURES : undefined}
    >
      {text}
    </Typography>
  );
}

/** Digits of one width, so that amounts below each other can be compared. */
const FIGURES = { fontVariantNumeric: 'tabular-nums' } as const;
