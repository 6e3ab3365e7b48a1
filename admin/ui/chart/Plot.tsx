import { VisuallyHidden } from '@strapi/design-system';
import { useParentSize, type UseParentSizeConfig } from '@visx/responsive';
import { useId, useMemo, type PointerEvent } from 'react';
import { styled } from 'styled-components';

import { useTranslate } from '../../translate';
import type { ChartData } from './chart';
import { Drawing } from './Drawing';
import { layOut } from './layout';
import { Legend } from './Legend';
import { PLOT_HEIGHT } from './PlotSpace';
import { PointTip } from './PointTip';
import { usePoint } from './usePoint';
import { usePointWords } from './usePointWords';
import { useTickWords } from './useTickWords';

/** What it draws hangs on its width alone, and follows it at once. */
const BY_WIDTH: UseParentSizeConfig = { debounceTime: 50, ignoreDimensions: ['height', 'top', 'left'] };

/**
 * The drawing. To keys and to a screen reader it is a slider through its points, each of which it says in full; nothing in
 * it moves by itself.
 */
export default function Plot(chart: ChartData) {
  const translate = useTranslate();
  const help = useId();
  const { parentRef, width } = useParentSize(BY_WIDTH);
  const { points, label, unit } = chart;
  const { current, told, point, choose, handlers } = usePoint(points.length);
  const words = usePointWords(chart);
  const tick = useTickWords();
  const layout = useMemo(() => layOut({ chart, width, tick, short: words.short }), [chart, width, tick, words]);
  const [here, shown] = [points[current], told === null ? undefined : points[told]];
  const below = ({ clientX, currentTarget }: PointerEvent) =>
    layout.pointAt(clientX - currentTarget.getBoundingClientRect().left);
  return (
    <Space>
      <Unit>{unit}</Unit>
      <Field
        ref={parentRef}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={help}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={current + 1}
        aria-valuetext={here && words.sentence(here)}
        {...handlers}
        onPointerMove={(event) => point(below(event))}
        onPointerDown={(event) => choose(below(event))}
        onPointerLeave={() => point(null)}
      >
        {width > 0 && <Drawing chart={chart} layout={layout} short={words.short} told={told} />}
        {width > 0 && told !== null && shown && (
          <PointTip x={layout.middleOf(told)} width={width} point={shown} words={words} />
        )}
      </Field>
      <Axis>{words.axis}</Axis>
      <VisuallyHidden id={help}>{translate('chart.help')}</VisuallyHidden>
      {chart.series.length > 1 && <Legend series={chart.series} />}
    </Space>
  );
}

const Space = styled.div`
  min-height: ${PLOT_HEIGHT};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  color: ${({ theme }) => theme.colors.neutral600};
`;

const Unit = styled.div`
  padding-bottom: ${({ theme }) => theme.spaces[1]};
  overflow-wrap: anywhere;
`;

const Field = styled.div`
  position: relative;
  cursor: crosshair;
  touch-action: pan-y;
  border-radius: ${({ theme }) => theme.borderRadius};
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

const Axis = styled.div`
  padding-top: ${({ theme }) => theme.spaces[1]};
  text-align: end;
`;
