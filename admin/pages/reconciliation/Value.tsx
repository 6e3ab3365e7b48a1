import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { DiscrepancyRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Instant } from '../../ui/Instant';
import { Missing } from '../../ui/Missing';
import { Moment } from '../../ui/Moment';

const DECIMAL = /^-?\d+(\.\d+)?$/;

interface ValueProps {
  readonly row: Pick<DiscrepancyRowDto, 'field' | 'expected' | 'actual' | 'difference'>;
  readonly of: 'expected' | 'actual' | 'difference';
  /** Whether there is room for all of it, however long; in a table it ends in an ellipsis. */
  readonly isWhole?: boolean;
}

/**
 * One side of a discrepancy, or how far they are apart, with its sign. Only where there is a difference are they amounts;
 * an instant is told as one; anything else, such as a hash, stands as it is. Two sides that say the same say nothing: what
 * is wrong with a row of the ledger is told by the evidence.
 */
export function Value({ row, of, isWhole = false }: ValueProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const value = row[of];
  const isNothing = value === null || value === '';
  const isSilent = row.difference === null && row.expected === row.actual;
  if (isNothing || isSilent) return <Missing>{translate('none')}</Missing>;
  const at = isOfInstant(row) ? readInstant(value) : null;
  if (at !== null) return isWhole ? <Moment at={at} /> : <Instant at={at} />;
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

const isOfInstant = ({ field, difference }: ValueProps['row']): boolean => difference === null && field.endsWith('At');

/** Null where it is none, which damage may have made of it. */
const readInstant = (value: string): string | null => (Number.isNaN(Date.parse(value)) ? null : value);

/** Digits of one width, so that amounts below each other can be compared. */
const FIGURES = { fontVariantNumeric: 'tabular-nums' } as const;
