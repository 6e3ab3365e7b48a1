import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useTranslate } from '../../translate';

/** Of the plot with its axes and its legend. */
export const PLOT_HEIGHT = '26rem';

/** As high as the plot, so that nothing jumps when it is there. */
export const PlotSpace = styled.div`
  min-height: ${PLOT_HEIGHT};
`;

/** In place of a plot whose code could not be loaded, as after an update while the page was open. */
export function PlotMissing() {
  const translate = useTranslate();
  return (
    <Typography tag="p" textColor="danger700" paddingBottom={3}>
      {translate('chart.missing')}
    </Typography>
  );
}
