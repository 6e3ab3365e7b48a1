import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { AffiliateComparisonRowDto, DecimalString } from '../../../../../server/contract';
import { useAllowed } from '../../../../allowed';
import { pathOf } from '../../../../paths';
import { useTranslate } from '../../../../translate';
import { CopyButton } from '../../../../ui/CopyButton';
import { asMoney, difference, formatDecimal } from '../../../../ui/decimal';
import { Figure } from '../../../../ui/Figure';
import type { Column } from '../../../../ui/list/column';
import { Missing } from '../../../../ui/Missing';
import { ShortId } from '../../../../ui/ShortId';
import { Truncated } from '../../../../ui/Truncated';
import { StatusPill } from '../../report/StatusPill';

/** A row is what one id comes to in one currency. */
export const COLUMNS: readonly Column<AffiliateComparisonRowDto>[] = [
  {
    id: 'key',
    label: 'affiliate-comparisons.column.key',
    priority: 1,
    maxWidth: '18rem',
    cell: ({ key }) => <Id id={key} />,
  },
  {
    id: 'currency',
    label: 'column.currency',
    priority: 2,
    cell: ({ currency }) => <Currency code={currency} />,
  },
  {
    id: 'ours',
    label: 'affiliate-comparisons.column.ours',
    priority: 1,
    isFigure: true,
    cell: ({ ours }) => <Amount amount={ours} />,
  },
  {
    id: 'theirs',
    label: 'affiliate-comparisons.column.theirs',
    priority: 1,
    isFigure: true,
    cell: ({ theirs }) => <Amount amount={theirs} />,
  },
  {
    id: 'difference',
    label: 'affiliate-comparisons.column.difference',
    priority: 2,
    isFigure: true,
    cell: (row) => <Difference {...row} />,
  },
  { id: 'event', label: 'affiliate-comparisons.column.event', priority: 2, cell: (row) => <Event {...row} /> },
  {
    id: 'line',
    label: 'affiliate-comparisons.column.line',
    priority: 3,
    isFigure: true,
    cell: (row) => <Line {...row} />,
  },
  {
    id: 'network',
    label: 'affiliate-comparisons.column.network',
    priority: 3,
    maxWidth: '12rem',
    cell: (row) => <AtNetwork {...row} />,
  },
];

/** The id by which it was compared; all of a long one shows by hover and focus. */
function Id({ id }: { readonly id: string | null }) {
  const translate = useTranslate();
  if (id === null) return <Missing>{translate('affiliate-comparisons.no-key')}</Missing>;
  return (
    <Tooltip label={<Whole>{id}</Whole>}>
      <CopyButton text={id} aria-label={translate('id.copy', { id })}>
        {id}
      </CopyButton>
    </Tooltip>
  );
}

const Whole = styled.span`
  display: block;
  max-width: 48rem;
  overflow-wrap: anywhere;
`;

function Currency({ code }: { readonly code: string | null }) {
  const translate = useTranslate();
  return code === null ? <Missing>{translate('none')}</Missing> : <Truncated>{code}</Truncated>;
}

function Amount({ amount }: { readonly amount: DecimalString | null }) {
  const translate = useTranslate();
  return amount === null ? <Missing>{translate('none')}</Missing> : <Figure>{asMoney(amount)}</Figure>;
}

/** What was booked less what was sent; no amount is the same as zero. */
function Difference({ ours, theirs }: AffiliateComparisonRowDto) {
  const { locale } = useIntl();
  return (
    <Typography textColor="neutral800" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {formatDecimal(asMoney(difference(theirs ?? '0', ours ?? '0')), locale, 'always')}
    </Typography>
  );
}

/** The first event of the id, how it stands, and whether there are more. */
function Event({ event, eventStatus, events }: AffiliateComparisonRowDto) {
  const translate = useTranslate();
  const may = useAllowed();
  if (event === null) return <Missing>{translate('none')}</Missing>;
  return (
    <Flex direction="column" alignItems="flex-start">
      <ShortId id={event} to={may('getAffiliateEvent') ? pathOf('affiliate-events', event) : undefined} />
      {eventStatus !== null && <StatusPill status={eventStatus} />}
      {events > 1 && <More count={events - 1} />}
    </Flex>
  );
}

/** The first line of the id, and whether there are more. */
function Line({ line, lines }: AffiliateComparisonRowDto) {
  const translate = useTranslate();
  if (line === null) return <Missing>{translate('none')}</Missing>;
  return (
    <>
      <Figure>{String(line)}</Figure>
      {lines > 1 && <More count={lines - 1} />}
    </>
  );
}

/** The status and the date of the first line. */
function AtNetwork({ line, status, date }: AffiliateComparisonRowDto) {
  const translate = useTranslate();
  if (line === null || (status === null && date === null)) return <Missing>{translate('none')}</Missing>;
  return (
    <>
      {status !== null && <Truncated>{status}</Truncated>}
      {date !== null && (
        <Truncated variant="pi" textColor="neutral600">
          {date}
        </Truncated>
      )}
    </>
  );
}

function More({ count }: { readonly count: number }) {
  const translate = useTranslate();
  return (
    <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
      {translate('affiliate-comparisons.more', { count })}
    </Typography>
  );
}
