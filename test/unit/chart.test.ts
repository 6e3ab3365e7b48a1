import fc from 'fast-check';

import type { ChartData, ChartSeries } from '../../admin/ui/chart/chart';
import { layOut } from '../../admin/ui/chart/layout';
import { drawnValue, labelledPoints, reachOf, valueScaleOf } from '../../admin/ui/chart/scale';

const ISSUED: ChartSeries = { id: 'issued', label: 'Issued', tone: 'success' };
const SPENT: ChartSeries = { id: 'spent', label: 'Spent', tone: 'primary', isDownward: true };
const EXPIRED: ChartSeries = { id: 'expired', label: 'Expired', tone: 'danger', isDownward: true };

/** A chart of days, each with what was issued, spent and expired on it. */
const chartOf = (...days: (readonly [string, string, string])[]): ChartData => ({
  label: 'A chart',
  unit: 'Points',
  time: 'day',
  series: [ISSUED, SPENT, EXPIRED],
  points: days.map(([issued, spent, expired], index) => ({
    key: String(index),
    at: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    values: { issued, spent, expired },
  })),
});
const ticksOf = (chart: ChartData) => valueScaleOf(chart, 180, 5).ticks;

describe('the value axis of a chart', () => {
  it('draws what takes away downwards, and a negative figure the other way round', () => {
    expect(drawnValue(SPENT, { spent: '12.50' })).toBe(-12.5);
    expect(drawnValue(SPENT, { spent: '-3' })).toBe(3);
    expect(drawnValue(ISSUED, { issued: '-40' })).toBe(-40);
    expect(Object.is(drawnValue(SPENT, { spent: '0' }), 0)).toBe(true);
  });

  it('reaches as far as the stacks of a point do, and always to zero', () => {
    expect(reachOf(chartOf(['100', '30', '20'], ['5', '60', '0']))).toEqual([-60, 100]);
    expect(reachOf(chartOf(['100', '-30', '0']))).toEqual([0, 130]);
    expect(reachOf(chartOf(['-7', '0', '0']))).toEqual([-7, 0]);
  });

  it.each([
    ['whole points', chartOf(['1', '0', '0']), [0, 1]],
    ['cents', chartOf(['0.02', '0.01', '0.00']), [-0.01, 0, 0.01, 0.02]],
    ['thousands', chartOf(['2400', '900', '0']), [-1000, -500, 0, 500, 1000, 1500, 2000, 2500]],
    ['10^15', chartOf(['1000000000000000', '1', '0']), [-2e14, 0, 2e14, 4e14, 6e14, 8e14, 1e15]],
  ])('has its ticks at round figures: %s', (_, chart, round) => {
    // No zero below zero.
    expect(ticksOf(chart).map((tick) => tick + 0)).toEqual(round);
  });

  it('has zero and nothing finer than the figures among its ticks, whatever they are', () => {
    const figure = fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure, figure), { minLength: 1, maxLength: 40 }), (days) => {
        const ticks = ticksOf(chartOf(...days));
        expect(ticks.map((tick) => Math.abs(tick))).toContain(0);
        expect(ticks.every((tick) => Number.isInteger(tick))).toBe(true);
      }),
    );
  });
});

describe('the time axis of a chart', () => {
  it('labels the newest point, and others in even steps of days and weeks', () => {
    expect(labelledPoints(30, 3)).toEqual([1, 8, 15, 22, 29]);
    expect(labelledPoints(5, 1)).toEqual([0, 1, 2, 3, 4]);
    expect(labelledPoints(400, 40)).toEqual([7, 63, 119, 175, 231, 287, 343, 399]);
    expect(labelledPoints(1, 50)).toEqual([0]);
  });

  it('never lets labels touch each other or leave the drawing, however many days and however narrow', () => {
    const glyph = 7;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 220, max: 1400 }), (count, width) => {
        const chart = chartOf(...Array.from({ length: count }, () => ['1200', '7', '0'] as const));
        const text = '28 Nov 2025';
        const layout = layOut({ chart, width, tick: String, short: () => text });
        const size = text.length * glyph;
        const spans = layout.labelled.map((index) => {
          const from = layout.middleOf(index) + layout.shiftOf(index) - size / 2;
          return [from, from + size] as const;
        });
        for (const [index, [from, to]] of spans.entries()) {
          expect(from).toBeGreaterThan(index === 0 ? -0.001 : spans[index - 1]![1]);
          expect(to).toBeLessThan(width + 0.001);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds the point below the pointer, and the nearest one beside the plot', () => {
    const chart = chartOf(...Array.from({ length: 30 }, () => ['1', '0', '0'] as const));
    const layout = layOut({ chart, width: 600, tick: String, short: () => '1 Jan' });
    for (const index of [0, 7, 29]) expect(layout.pointAt(layout.middleOf(index))).toBe(index);
    expect(layout.pointAt(0)).toBe(0);
    expect(layout.pointAt(5_000)).toBe(29);
  });
});
