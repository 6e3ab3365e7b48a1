import { useId } from 'react';
import { styled } from 'styled-components';

import type { ChartSeries } from './chart';
import { SeriesPatterns, useFill } from './patterns';

const SIZE = 14;

export function Legend({ series }: { readonly series: readonly ChartSeries[] }) {
  const id = useId();
  return (
    <List>
      {series.map((one) => (
        <li key={one.id}>
          <Swatch id={`${id}${one.id}`} series={one} />
          {one.label}
        </li>
      ))}
    </List>
  );
}

/** A piece of a bar of a series. */
export function Swatch({ id, series }: { readonly id: string; readonly series: ChartSeries }) {
  const fill = useFill(id);
  return (
    <svg width={SIZE} height={SIZE} aria-hidden>
      <SeriesPatterns id={id} series={[series]} />
      <rect data-series={series.id} width={SIZE} height={SIZE} rx="2" fill={fill(series.tone)} />
    </svg>
  );
}

const List = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[4]}`};
  padding-top: ${({ theme }) => theme.spaces[2]};
  color: ${({ theme }) => theme.colors.neutral700};
  li {
    display: flex;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
  }
`;
