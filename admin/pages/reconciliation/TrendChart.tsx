import { Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { TrendPointDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { TO_THE_MINUTE } from '../../ui/instantFormat';

const WIDTH = 600;
const HEIGHT = 120;
/** A few runs are narrow bars at the start, not a wall. */
const WIDEST = 40;

/** A bar for each run, as high as what it found. The extremes are said below it, in place of a scale; the runs are a table. */
export function TrendChart({ trend }: { readonly trend: readonly TrendPointDto[] }) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const id = useId();
  const found = trend.map(({ discrepanciesFound }) => discrepanciesFound);
  const most = Math.max(...found);
  const runs = trend.length;
  if (most === 0) {
    return (
      <Typography tag="p" textColor="neutral600" paddingBottom={3}>
        {translate('reconciliation.trend.quiet', { runs })}
      </Typography>
    );
  }
  const step = Math.min(WIDTH / runs, WIDEST);
  const scale = (count: number) => (count / most) * (HEIGHT - 4);
  return (
    <>
      <Drawing viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={id} preserveAspectRatio="none">
        {trend.map(({ runId, startedAt, discrepanciesFound: count }, index) => (
          <rect key={runId} x={index * step + 1} width={step - 2} y={HEIGHT - scale(count)} height={scale(count)}>
            <title>{translate('reconciliation.trend.bar', { count, at: formatDate(startedAt, TO_THE_MINUTE) })}</title>
          </rect>
        ))}
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      </Drawing>
      <Typography id={id} tag="p" variant="pi" textColor="neutral600" paddingBottom={3}>
        {translate('reconciliation.trend.description', { runs, most, last: found.at(-1) ?? 0 })}
      </Typography>
    </>
  );
}

const Drawing = styled.svg`
  display: block;
  width: 100%;
  height: 12rem;
  margin-bottom: ${({ theme }) => theme.spaces[2]};
  rect {
    fill: ${({ theme }) => theme.colors.primary500};
  }
  line {
    stroke: ${({ theme }) => theme.colors.neutral300};
    vector-effect: non-scaling-stroke;
  }
`;
