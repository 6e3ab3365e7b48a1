import { Box, Typography } from '@strapi/design-system';

import type { ClubEventRowDto } from '../../../server/contract';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import type { Column } from '../../ui/list/column';
import { MemberLink } from '../../ui/MemberLink';
import { Missing } from '../../ui/Missing';
import { RowLink } from '../../ui/RowLink';
import { Truncated } from '../../ui/Truncated';
import { UtcMoment } from '../../ui/UtcMoment';
import { EventPill } from './pills';
import { usePayoutWords } from './usePayoutWords';

/** A11. An event a row. */
export const COLUMNS: readonly Column<ClubEventRowDto>[] = [
  { id: 'event', label: 'club.column.event', priority: 1, maxWidth: '20rem', cell: (row) => <Event {...row} /> },
  {
    id: 'received',
    label: 'club.column.received',
    maxWidth: '13rem',
    cell: (row) => <UtcMoment at={row.receivedAt} />,
  },
  { id: 'member', label: 'column.member', maxWidth: '16rem', cell: (row) => <Member {...row} /> },
  { id: 'status', label: 'column.status', priority: 1, cell: ({ status }) => <EventPill status={status} /> },
  { id: 'payouts', label: 'club.column.payouts', maxWidth: '30rem', cell: (row) => <Payouts {...row} /> },
];

function Event({ id, type, source, externalId }: ClubEventRowDto) {
  return (
    <Box>
      <RowLink to={pathOf('club-events', id)} title={type}>
        {type}
      </RowLink>
      <Truncated variant="pi" textColor="neutral600">{`${source} · ${externalId}`}</Truncated>
    </Box>
  );
}

function Member({ member, memberName }: ClubEventRowDto) {
  const translate = useTranslate();
  if (member === null) return <Missing>{translate('club.member.unknown')}</Missing>;
  return <MemberLink member={{ id: member, name: memberName, handle: null }} />;
}

function Payouts({ payouts, reason, error }: ClubEventRowDto) {
  const translate = useTranslate();
  const { what } = usePayoutWords();
  if (reason !== null) return <Truncated>{translate(`club.held.${reason}`)}</Truncated>;
  if (error !== null) return <Truncated>{error}</Truncated>;
  if (payouts.length === 0) return <Missing>{translate('none')}</Missing>;
  return (
    <>
      {payouts.map((payout, place) => (
        // Two may say the same.
        <Box key={place}>
          <Truncated>{`${what(payout)} · ${payout.mission.name}`}</Truncated>
          <Why {...payout} />
        </Box>
      ))}
    </>
  );
}

function Why({ reason }: Pick<ClubEventRowDto['payouts'][number], 'reason'>) {
  const translate = useTranslate();
  if (reason === null) return null;
  return (
    <Typography variant="pi" textColor="neutral600">
      {translate(`club.reason.short.${reason}`)}
    </Typography>
  );
}
