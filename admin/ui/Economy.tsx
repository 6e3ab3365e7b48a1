import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { ECONOMY_DAYS, type CurrencyFiguresDto } from '../../server/contract';
import { useTranslate } from '../translate';
import { formatDecimal } from './decimal';
import { LargeFigure } from './LargeFigure';
import { Truncated } from './Truncated';

/** As high as a card, so that nothing jumps when the figures arrive. */
const CARD_HEIGHT = '17.6rem';

/** B9. A card for each currency; undefined while they are on their way. */
export function EconomyCards({ currencies }: { readonly currencies: readonly CurrencyFiguresDto[] | undefined }) {
  if (!currencies) {
    return (
      <Cards aria-hidden>
        {['a', 'b', 'c'].map((key) => (
          <Box key={key} tag="li" background="neutral0" hasRadius shadow="tableShadow" height={CARD_HEIGHT} />
        ))}
      </Cards>
    );
  }
  return (
    <Cards>
      {currencies.map((currency) => (
        <Card key={currency.code} {...currency} />
      ))}
    </Cards>
  );
}

function Card({ name, inCirculation, held, holders, issued, redeemed }: CurrencyFiguresDto) {
  const translate = useTranslate();
  const { locale, formatNumber } = useIntl();
  const amount = (value: string) => formatDecimal(value, locale, 'negative');
  const figures = [
    [translate('economy.holders'), formatNumber(holders)],
    [translate('economy.held'), amount(held)],
    [translate('economy.issued', { days: ECONOMY_DAYS }), amount(issued)],
    [translate('economy.redeemed', { days: ECONOMY_DAYS }), amount(redeemed)],
  ] as const;
  return (
    <Box tag="li" background="neutral0" hasRadius shadow="tableShadow" padding={4} minHeight={CARD_HEIGHT}>
      <Truncated fontWeight="semiBold">{name}</Truncated>
      <LargeFigure variant="beta">{amount(inCirculation)}</LargeFigure>
      <Typography tag="div" variant="pi" textColor="neutral600">
        {translate('economy.in-circulation')}
      </Typography>
      <Figures>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </Figures>
    </Box>
  );
}

const Cards = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
`;

const Figures = styled.dl`
  padding-top: ${({ theme }) => theme.spaces[2]};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: ${({ theme }) => theme.spaces[2]};
  }
  dt {
    color: ${({ theme }) => theme.colors.neutral600};
  }
  dd {
    margin: 0 0 0 auto;
    white-space: nowrap;
    color: ${({ theme }) => theme.colors.neutral800};
    font-variant-numeric: tabular-nums;
  }
`;
