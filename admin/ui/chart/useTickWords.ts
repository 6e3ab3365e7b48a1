import { useCallback } from 'react';
import { useIntl } from 'react-intl';

/** More than a tick of a round step ever has. */
const DIGITS = 4;

/** How the figures of an axis are written: shortly, and with the minus of the other figures. */
export function useTickWords(): (value: number) => string {
  const { formatNumber } = useIntl();
  return useCallback(
    (value) =>
      formatNumber(value, { notation: 'compact', useGrouping: true, maximumSignificantDigits: DIGITS }).replace(
        /^-/,
        '−',
      ),
    [formatNumber],
  );
}
