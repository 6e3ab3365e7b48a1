import { useId } from 'react';
import { styled } from 'styled-components';

import type { ChartPoint } from './chart';
import { Swatch } from './Legend';
import type { PointWords } from './usePointWords';

interface PointTipProps {
  readonly x: number;
  readonly width: number;
  readonly point: ChartPoint;
  readonly words: PointWords;
}

/**
 * A point in exact figures, above the bars rather than on them. Screen readers have the same from the plot itself. It
 * leans to the left as far as its point is to the right, so that it never leaves the plot.
 */
export function PointTip({ x, width, point, words }: PointTipProps) {
  const id = useId();
  const figures = words.figures(point);
  const share = `${(x / width) * 100}%`;
  return (
    <Tip data-tip aria-hidden style={{ left: share, transform: `translateX(-${share})` }}>
      <strong>{words.when(point)}</strong>
      <dl>
        {figures.map(({ figure, ...series }) => (
          <div key={series.id}>
            <dt>
              {figures.length > 1 && <Swatch id={`${id}${series.id}`} series={series} />}
              {series.label}
            </dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </Tip>
  );
}

const Tip = styled.div`
  position: absolute;
  bottom: 100%;
  z-index: ${({ theme }) => theme.zIndices.tooltip};
  width: max-content;
  max-width: 100%;
  pointer-events: none;
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  box-shadow: ${({ theme }) => theme.shadows.popupShadow};
  color: ${({ theme }) => theme.colors.neutral800};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 ${({ theme }) => theme.spaces[4]};
  }
  dt {
    display: flex;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
`;
