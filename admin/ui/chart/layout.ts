import { scaleBand } from '@visx/scale';

import type { ChartData, ChartPoint } from './chart';
import { labelledPoints, valueScaleOf } from './scale';

/** All in pixels. */
const PLOT = 180;
const BELOW = 28;
const ABOVE = 8;
/** About as wide as a letter of the axes is, and by how much a character of Chinese, Japanese or Korean is wider. */
const GLYPH = 7;
const WIDER = 5;
const WIDE = /[\u2e80-\uffff]/g;
const GAP = 10;
/** A few points are narrow bars, not walls. */
const WIDEST_BAR = 40;
/** Narrower bars have no gap between them, and show no pattern. */
const FINE_BAR = 4;
const TICKS = 5;

const widthOf = (text: string) => text.length * GLYPH + (text.match(WIDE)?.length ?? 0) * WIDER;

interface LayoutInput {
  readonly chart: ChartData;
  readonly width: number;
  /** A figure as its axis writes it. */
  readonly tick: (value: number) => string;
  /** A point as the time axis writes it. */
  readonly short: (point: ChartPoint | undefined) => string;
}

/** Where everything stands in a drawing of some width. */
export function layOut({ chart, width, tick, short }: LayoutInput) {
  const { points } = chart;
  const { scale: yScale, ticks } = valueScaleOf(chart, PLOT, TICKS);
  yScale.range([ABOVE + PLOT, ABOVE]);
  const left = Math.max(...ticks.map((value) => widthOf(tick(value)))) + GAP;
  const right = Math.max(width, left + 1);
  const step = (right - left) / points.length;
  const xScale = scaleBand<number>({ domain: points.map((_, index) => index), range: [left, right] });
  const middleOf = (index: number) => left + (index + 0.5) * step;
  const label = Math.max(...[points[0], points.at(-1)].map((point) => widthOf(short(point))));
  /** By how much the first and the last label come nearer to each other to stay within the drawing. */
  const pushed = Math.max((label - step) / 2, 0) + Math.max((label - step) / 2 - left, 0);
  const isFine = step < FINE_BAR;
  return {
    ...{ width, height: ABOVE + PLOT + BELOW, left, right, top: ABOVE, bottom: ABOVE + PLOT, xScale, yScale, ticks },
    isFine,
    step,
    barWidth: isFine ? Math.max(step, 1) : Math.min(step * 0.75, WIDEST_BAR),
    /** The points that have a label. */
    labelled: labelledPoints(points.length, Math.ceil((label + pushed + GAP) / step)),
    middleOf,
    /** By how much a label is moved beside its point, so that none is cut at an edge. */
    shiftOf: (index: number) => {
      const middle = middleOf(index);
      return Math.min(Math.max(middle, label / 2), width - label / 2) - middle;
    },
    /** Beside the plot, the nearest point. */
    pointAt: (x: number) => Math.min(Math.max(Math.floor((x - left) / step), 0), points.length - 1),
  };
}

export type Layout = ReturnType<typeof layOut>;
