import { Box, Typography } from '@strapi/design-system';
import { lazy, Suspense, type ReactNode } from 'react';

import type { ChartData } from './chart';
import { PlotMissing, PlotSpace } from './PlotSpace';

/** The drawing and its library come with the first page that draws; without them the figures are still in the table. */
const Plot = lazy(() => import('./Plot').catch(() => ({ default: PlotMissing })));

interface ChartProps extends ChartData {
  /** What it comes to, in a sentence. */
  readonly description: string;
  /** In place of the drawing, where there is nothing but zeros to draw. */
  readonly quiet: string;
  /** The same in figures: a `ChartTable`. */
  readonly children: ReactNode;
}

/** Bars over time with their axes, their figures by mouse and by keyboard, a sentence and a table. */
export function Chart({ description, quiet, children, ...chart }: ChartProps) {
  const isQuiet = chart.points.every(({ values }) => Object.values(values).every((figure) => !/[1-9]/.test(figure)));
  return (
    <Box>
      {!isQuiet && (
        <Suspense fallback={<PlotSpace />}>
          <Plot {...chart} />
        </Suspense>
      )}
      <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2} paddingBottom={3}>
        {isQuiet ? quiet : description}
      </Typography>
      {children}
    </Box>
  );
}
