import type { DecimalString, IsoInstant } from '../../../server/contract';

/** Series are told apart by more than their colour: each tone has a pattern of its own, in the bars and in the legend. */
export type SeriesTone = 'success' | 'primary' | 'danger' | 'warning' | 'neutral';

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly tone: SeriesTone;
  /** What takes away is drawn downwards. Its figures are told as they are. */
  readonly isDownward?: boolean;
}

export interface ChartPoint {
  readonly key: string;
  /** An instant, or a day as `2026-11-21`. */
  readonly at: IsoInstant;
  /** By the id of the series, exact: only pixels are reckoned with numbers. */
  readonly values: Readonly<Record<string, DecimalString>>;
}

export interface ChartData {
  /** What the plot is called. */
  readonly label: string;
  /** What the figures count, above their axis. */
  readonly unit: string;
  /** `day`: a point is a whole day of UTC. `instant`: told in the browser's time zone. */
  readonly time: 'day' | 'instant';
  readonly series: readonly ChartSeries[];
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
}
