import { useCallback } from 'react';
import { useIntl } from 'react-intl';

/** In which unit a duration is told: its length, and from how many milliseconds on. */
const UNITS = [
  ['minute', 60_000, 120_000],
  ['second', 1_000, 1_000],
  ['millisecond', 1, 0],
] as const;

/** Tells how long something took, in the unit that suits it. */
export function useDuration(): (milliseconds: number) => string {
  const { formatNumber } = useIntl();
  return useCallback(
    (milliseconds) => {
      const [unit, size] = UNITS.find((one) => milliseconds >= one[2]) ?? UNITS[2];
      return formatNumber(milliseconds / size, { style: 'unit', unit, maximumFractionDigits: 1 });
    },
    [formatNumber],
  );
}
