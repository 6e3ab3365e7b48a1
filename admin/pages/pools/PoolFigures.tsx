import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { PoolDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { LargeFigure } from '../../ui/LargeFigure';
import { useCurrencies } from '../../ui/useCurrencies';

/** E14. What a pool has, what came in and went out, and what waits for more. */
export function PoolFigures({ pool }: { readonly pool: PoolDto }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { nameOf } = useCurrencies();
  const currency = nameOf(pool.currency);
  const waiting =
    pool.waiting === 0 ? translate('pools.waiting.none') : translate('pools.waiting.count', { count: pool.waiting });
  const figures = [
    { label: translate('pools.available'), figure: pool.available, below: currency },
    { label: translate('pools.funded'), figure: pool.funded, below: currency },
    { label: translate('pools.paid'), figure: pool.paid, below: currency },
    { label: translate('pools.waiting'), figure: pool.waitingAmount, below: waiting },
  ];
  return (
    <Grid>
      {figures.map(({ label, figure, below }) => (
        <Box key={label} background="neutral0" hasRadius shadow="tableShadow" padding={5}>
          <Typography tag="dt" variant="pi" textColor="neutral600">
            {label}
          </Typography>
          <LargeFigure tag="dd" variant="beta">
            {formatDecimal(figure, locale, 'negative')}
          </LargeFigure>
          <Typography tag="dd" variant="pi" textColor="neutral600" ellipsis title={below}>
            {below}
          </Typography>
        </Box>
      ))}
    </Grid>
  );
}

const Grid = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  dd {
    margin: 0;
  }
`;
