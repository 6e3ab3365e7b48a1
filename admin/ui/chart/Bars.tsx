import { BarStack } from '@visx/shape';
import { memo } from 'react';
import { useTheme } from 'styled-components';

import type { ChartData } from './chart';
import type { Layout } from './layout';
import { SeriesPatterns, useFill } from './patterns';
import { drawnValue } from './scale';

/** In pixels, the line at zero being one. */
const LEAST_SEEN = 2;

interface BarsProps {
  readonly chart: ChartData;
  readonly layout: Layout;
  /** Unlike that of any other drawing on the page. */
  readonly id: string;
}

/** Drawn once: the pointer goes over hundreds of them. */
export const Bars = memo(StackedBars);

/** What adds is stacked upwards, what takes away downwards; a negative figure the other way round. */
function StackedBars({ chart, layout, id }: BarsProps) {
  const { colors } = useTheme();
  const { series, points } = chart;
  const { xScale, yScale, barWidth, isFine, middleOf } = layout;
  const fill = useFill(id);
  const isPlain = isFine || series.length === 1;
  const fills = Object.fromEntries(
    series.map(({ id: key, tone }) => [key, isPlain ? colors[`${tone}600`] : fill(tone)]),
  );
  const data = points.map(({ values }, index) => ({
    index,
    drawn: Object.fromEntries(series.map((one) => [one.id, drawnValue(one, values)])),
  }));
  return (
    <>
      <SeriesPatterns id={id} series={series} />
      <BarStack
        data={data}
        keys={series.map((one) => one.id)}
        value={({ drawn }, key) => drawn[key] ?? 0}
        x={({ index }) => index}
        xScale={xScale}
        yScale={yScale}
        color={(key) => fills[key] ?? 'none'}
        offset="diverging"
      >
        {(stacks) =>
          stacks.map(({ key, bars }) => (
            <g key={key} data-series={key} shapeRendering={isFine ? 'crispEdges' : 'auto'}>
              {bars.map(({ bar, index, y, height, color }) => {
                const [from, to] = bar;
                if (from === to) return null;
                // What is not nothing is seen, however little it is beside the rest.
                const seen = Math.max(height, LEAST_SEEN);
                const top = from < 0 ? y : y + height - seen;
                return (
                  <rect
                    key={index}
                    x={middleOf(index) - barWidth / 2}
                    y={top}
                    width={barWidth}
                    height={seen}
                    fill={color}
                  />
                );
              })}
            </g>
          ))
        }
      </BarStack>
    </>
  );
}
