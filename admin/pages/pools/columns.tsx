import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { PoolDto, PoolRowDto } from '../../../server/contract';
import { useAllowed } from '../../allowed';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Figure } from '../../ui/Figure';
import type { Column } from '../../ui/list/column';
import { Missing } from '../../ui/Missing';
import { Pill, type Tone } from '../../ui/Pill';
import { RowLink } from '../../ui/RowLink';
import { ShortId } from '../../ui/ShortId';
import { Truncated } from '../../ui/Truncated';
import { useCurrencies } from '../../ui/useCurrencies';
import { UtcMoment } from '../../ui/UtcMoment';

export const poolPath = (code: string): string => pathOf('pools', code);

/** A pool a row: what it has, and what waits for more. */
export const POOL_COLUMNS: readonly Column<PoolDto>[] = [
  { id: 'name', label: 'pools.column.name', priority: 1, maxWidth: '20rem', cell: (pool) => <Name {...pool} /> },
  { id: 'currency', label: 'column.currency', maxWidth: '12rem', cell: (pool) => <Currency {...pool} /> },
  {
    id: 'available',
    label: 'pools.available',
    priority: 1,
    isFigure: true,
    cell: ({ available }) => <Figure>{available}</Figure>,
  },
  { id: 'funded', label: 'pools.funded', isFigure: true, cell: ({ funded }) => <Figure>{funded}</Figure> },
  { id: 'paid', label: 'pools.paid', isFigure: true, cell: ({ paid }) => <Figure>{paid}</Figure> },
  { id: 'waiting', label: 'pools.waiting', isFigure: true, cell: (pool) => <Waiting {...pool} /> },
];

function Name({ code, name }: PoolDto) {
  const may = useAllowed();
  return (
    <Box>
      {may('getPool') ? (
        <RowLink to={poolPath(code)} title={name}>
          {name}
        </RowLink>
      ) : (
        <Truncated fontWeight="semiBold">{name}</Truncated>
      )}
      <Truncated variant="pi" textColor="neutral600">
        {code}
      </Truncated>
    </Box>
  );
}

function Currency({ currency }: PoolDto) {
  const { nameOf } = useCurrencies();
  return <Truncated>{nameOf(currency)}</Truncated>;
}

function Waiting({ waiting, waitingAmount }: PoolDto) {
  const translate = useTranslate();
  if (waiting === 0) return <Missing>{translate('none')}</Missing>;
  return (
    <>
      <Figure>{waitingAmount}</Figure>
      <Typography tag="div" variant="pi" textColor="neutral600">
        {translate('pools.waiting.count', { count: waiting })}
      </Typography>
    </>
  );
}

const TONES: Record<PoolRowDto['move'], Tone> = {
  fund: 'success',
  withdraw: 'warning',
  pay: 'primary',
  return: 'neutral',
};

/** A pool's own rows: what moved, by whom and why, and what was left. */
export const ROW_COLUMNS: readonly Column<PoolRowDto>[] = [
  { id: 'move', label: 'pools.column.move', priority: 1, cell: ({ move }) => <Move move={move} /> },
  {
    id: 'amount',
    label: 'column.amount',
    priority: 1,
    isFigure: true,
    cell: ({ amount }) => <Signed>{amount}</Signed>,
  },
  {
    id: 'availableAfter',
    label: 'pools.column.after',
    priority: 1,
    isFigure: true,
    cell: ({ availableAfter }) => <Figure>{availableAfter}</Figure>,
  },
  {
    id: 'reason',
    label: 'pools.column.reason',
    maxWidth: '18rem',
    cell: ({ reason }) => <TextOr>{reason}</TextOr>,
  },
  {
    id: 'actor',
    label: 'pools.column.actor',
    priority: 3,
    maxWidth: '12rem',
    cell: ({ actor }) => <TextOr>{actor?.name ?? actor?.id ?? null}</TextOr>,
  },
  {
    id: 'at',
    label: 'pools.column.at',
    cell: ({ at }) => (
      <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
        <UtcMoment at={at} />
      </Typography>
    ),
  },
  {
    id: 'payout',
    label: 'pools.column.payout',
    priority: 3,
    cell: ({ payout }) => (payout === null ? <TextOr>{null}</TextOr> : <ShortId id={payout} />),
  },
];

function Move({ move }: Pick<PoolRowDto, 'move'>) {
  const translate = useTranslate();
  return <Pill tone={TONES[move]}>{translate(`pools.move.${move}`)}</Pill>;
}

function Signed({ children }: { readonly children: string }) {
  const { locale } = useIntl();
  return (
    <Typography
      textColor={children.startsWith('-') ? 'neutral800' : 'success600'}
      fontWeight="semiBold"
      style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {formatDecimal(children, locale, 'always')}
    </Typography>
  );
}

function TextOr({ children }: { readonly children: string | null }) {
  const translate = useTranslate();
  return children === null ? <Missing>{translate('none')}</Missing> : <Truncated>{children}</Truncated>;
}
