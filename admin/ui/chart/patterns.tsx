import { PatternCircles, PatternLines } from '@visx/pattern';
import type { ComponentProps } from 'react';
import { useTheme } from 'styled-components';

import type { ChartSeries, SeriesTone } from './chart';

const SIZE = 6;

const idOf = (id: string, tone: SeriesTone) => `${id}-${tone}`;

/** What a bar of a tone is filled with, once its `SeriesPatterns` are in the drawing. */
export function useFill(id: string): (tone: SeriesTone) => string {
  const { colors } = useTheme();
  return (tone) => (tone === 'success' ? colors.success600 : `url("#${idOf(id, tone)}")`);
}

interface SeriesPatternsProps {
  /** Unlike that of any other drawing on the page. */
  readonly id: string;
  readonly series: readonly ChartSeries[];
}

/** How the stripes of a tone run. */
const STRIPES: Partial<Record<SeriesTone, ComponentProps<typeof PatternLines>['orientation']>> = {
  primary: ['diagonal'],
  warning: ['horizontal'],
  neutral: ['diagonal', 'diagonalRightToLeft'],
};

/** One tone is plain, one dotted and each other one striped its own way, so that who sees no colours tells them apart. */
export function SeriesPatterns({ id, series }: SeriesPatternsProps) {
  const { colors } = useTheme();
  const shape = (tone: SeriesTone) => ({
    id: idOf(id, tone),
    width: SIZE,
    height: SIZE,
    background: colors[`${tone}600`],
  });
  return (
    <defs>
      {series.map(({ tone }) => {
        if (tone === 'success') return null;
        if (tone === 'danger') {
          return <PatternCircles key={tone} {...shape(tone)} radius={1.2} fill={colors.neutral0} />;
        }
        return (
          <PatternLines
            key={tone}
            {...shape(tone)}
            stroke={colors.neutral0}
            strokeWidth={1.2}
            orientation={STRIPES[tone]}
          />
        );
      })}
    </defs>
  );
}
