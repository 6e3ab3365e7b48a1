import { scaleLinear } from '@visx/scale';

import type { ChartData, ChartSeries } from './chart';

/** Where a figure is drawn. A number will do: nobody reads an amount off a pixel, and the tooltip has it exactly. */
export const drawnValue = ({ id, isDownward }: ChartSeries, values: Readonly<Record<string, string>>): number => {
  const value = Number(values[id] ?? 0);
  return isDownward ? 0 - value : value;
};

/** How far the stacked bars reach below and above zero. */
export function reachOf({ series, points }: Pick<ChartData, 'series' | 'points'>): [number, number] {
  let [lowest, highest] = [0, 0];
  for (const { values } of points) {
    const drawn = series.map((one) => drawnValue(one, values));
    lowest = Math.min(
      lowest,
      drawn.reduce((sum, value) => sum + Math.min(value, 0), 0),
    );
    highest = Math.max(
      highest,
      drawn.reduce((sum, value) => sum + Math.max(value, 0), 0),
    );
  }
  return [lowest, highest];
}

/** The decimals that the figures have: an axis of whole points has no tick at a half one. */
export function decimalsOf({ points }: Pick<ChartData, 'points'>): number {
  const figures = points.flatMap(({ values }) => Object.values(values));
  return figures.reduce((most, figure) => Math.max(most, figure.split('.')[1]?.length ?? 0), 0);
}

/** Of the value axis, with its ends and its ticks at round figures. */
export function valueScaleOf(chart: ChartData, height: number, wanted: number) {
  const scale = scaleLinear<number>({ domain: reachOf(chart), range: [height, 0], nice: wanted });
  const minorUnit = 10 ** -decimalsOf(chart);
  const ticks = scale.ticks(wanted).filter((tick) => isMultiple(tick, minorUnit));
  return { scale, ticks };
}

const isMultiple = (value: number, unit: number) => Math.abs(value / unit - Math.round(value / unit)) < 1e-6;

/** Weeks rather than tens: most charts are of days. */
const STEPS = [1, 2, 7, 14, 28, 56, 112, 182, 364];

/** Which of so many points have a label below them, where one needs the room of so many: in even steps back from the newest. */
export function labelledPoints(count: number, needed: number): number[] {
  const step = STEPS.find((one) => one >= needed) ?? needed;
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => count - 1 - index * step).reverse();
}
