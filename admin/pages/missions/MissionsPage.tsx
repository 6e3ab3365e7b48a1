import { Box, LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { MissionRowDto } from '../../../server/contract';
import { useAllowed } from '../../allowed';
import { useListMissionsQuery } from '../../api/missions';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { Figure } from '../../ui/Figure';
import type { Column } from '../../ui/list/column';
import { DataTable } from '../../ui/list/DataTable';
import { ListEmpty } from '../../ui/list/ListEmpty';
import { ANEW } from '../../ui/list/ListView';
import { Missing } from '../../ui/Missing';
import { RowLink } from '../../ui/RowLink';
import { Truncated } from '../../ui/Truncated';
import { missionPath, newPath } from './paths';
import { StatePill } from './StatePill';

/** A mission a row: how it stands, and what it has paid. */
const COLUMNS: readonly Column<MissionRowDto>[] = [
  { id: 'name', label: 'missions.column.name', priority: 1, maxWidth: '26rem', cell: (row) => <Name {...row} /> },
  { id: 'state', label: 'column.status', priority: 1, cell: ({ state }) => <StatePill state={state} /> },
  { id: 'version', label: 'missions.column.version', isFigure: true, cell: (row) => <Version {...row} /> },
  {
    id: 'paid',
    label: 'missions.column.paid',
    isFigure: true,
    cell: (row) => <Figure>{String(row.payoutsPaid)}</Figure>,
  },
  {
    id: 'pending',
    label: 'missions.column.pending',
    isFigure: true,
    cell: (row) => <Figure>{String(row.payoutsPending)}</Figure>,
  },
  {
    id: 'failed',
    label: 'missions.column.failed',
    isFigure: true,
    cell: (row) => <Figure>{String(row.payoutsFailed)}</Figure>,
  },
];

/** Rewards → Missions (A12): which events earn what, and what came of it. */
export function MissionsPage() {
  return (
    <Page.Protect permissions={PAGES.missions}>
      <Missions />
    </Page.Protect>
  );
}

function Missions() {
  const translate = useTranslate();
  const may = useAllowed();
  const { data, error, isFetching, refetch } = useListMissionsQuery({}, ANEW);
  const title = translate('missions.title');
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('missions.subtitle')}
        primaryAction={
          may('saveMission') && (
            <LinkButton tag={Link} to={newPath()}>
              {translate('missions.new')}
            </LinkButton>
          )
        }
      />
      <Layouts.Content>
        {error && !isFetching ? (
          <Failure error={error} what={translate('list.failed')} onRetry={() => void refetch()} />
        ) : (
          <DataTable<MissionRowDto>
            label={title}
            columns={COLUMNS}
            rows={data}
            keyOf={({ id }) => id}
            rowTo={({ code }) => missionPath(code)}
            empty={<ListEmpty total={0}>{translate('missions.empty')}</ListEmpty>}
          />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function Name({ code, name }: MissionRowDto) {
  return (
    <Box>
      <RowLink to={missionPath(code)} title={name}>
        {name}
      </RowLink>
      <Truncated variant="pi" textColor="neutral600">
        {code}
      </Truncated>
    </Box>
  );
}

function Version({ version }: MissionRowDto) {
  const translate = useTranslate();
  if (version === null) return <Missing>{translate('missions.version.none')}</Missing>;
  return <Figure>{String(version)}</Figure>;
}
