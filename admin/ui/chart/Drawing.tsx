import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { useId } from 'react';
import { useTheme } from 'styled-components';

import { Bars } from './Bars';
import type { ChartData, ChartPoint } from './chart';
import type { Layout } from './layout';
import { useTickWords } from './useTickWords';

interface DrawingProps {
  readonly chart: ChartData;
  readonly layout: Layout;
  readonly short: (point: ChartPoint | undefined) => string;
  /** The point to be marked: by a band behind it, or by a line where a band would be hidden by the bars beside it. */
  readonly told: number | null;
}

/** Grid, bars and axes. Hidden from screen readers, to whom the plot says its points. */
export function Drawing({ chart, layout, short, told }: DrawingProps) {
  const { colors } = useTheme();
  const id = useId();
  const tick = useTickWords();
  const { width, height, left, right, top, bottom, xScale, yScale, ticks, isFine, step, middleOf } = layout;
  const label = { fill: colors.neutral600, fontSize: '1.1rem', fontFamily: 'inherit' };
  return (
    <svg width={width} height={height} aria-hidden style={{ display: 'block' }}>
      {told !== null && !isFine && (
        <rect
          x={middleOf(told) - step / 2}
          y={top}
          width={step}
          height={bottom - top}
          fill={colors.neutral150}
          stroke={colors.neutral500}
        />
      )}
      <GridRows scale={yScale} left={left} width={right - left} tickValues={ticks} stroke={colors.neutral200} />
      <Bars chart={chart} layout={layout} id={id} />
      {told !== null && isFine && (
        <line x1={middleOf(told)} x2={middleOf(told)} y1={top} y2={bottom} stroke={colors.neutral800} />
      )}
      <line x1={left} x2={right} y1={yScale(0)} y2={yScale(0)} stroke={colors.neutral500} />
      <AxisLeft
        scale={yScale}
        left={left}
        tickValues={ticks}
        tickFormat={(value) => tick(Number(value))}
        hideAxisLine
        hideTicks
        tickLength={4}
        tickLabelProps={{ ...label, textAnchor: 'end', verticalAnchor: 'middle', dx: 0, dy: 0 }}
      />
      <AxisBottom
        scale={xScale}
        top={bottom}
        tickValues={layout.labelled}
        tickFormat={(index) => short(chart.points[index])}
        hideAxisLine
        tickLength={4}
        tickStroke={colors.neutral500}
        tickLabelProps={(index) => ({ ...label, textAnchor: 'middle', dx: layout.shiftOf(index) })}
      />
    </svg>
  );
}
