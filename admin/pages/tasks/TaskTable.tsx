import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { TaskDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Instant } from '../../ui/Instant';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import type { Column } from '../../ui/list/column';
import { DataTable } from '../../ui/list/DataTable';
import { SmallPill } from '../../ui/Pill';
import { RowLink } from '../../ui/RowLink';
import { Outcome } from './Outcome';
import { RunButton } from './RunButton';
import { Counts } from './RunHistory';
import { useTaskWords } from './useTaskWords';

const COLUMNS: readonly Column<TaskDto>[] = [
  {
    id: 'task',
    label: 'tasks.column.task',
    priority: 1,
    maxWidth: '28rem',
    cell: ({ name }) => <Task name={name} />,
  },
  { id: 'schedule', label: 'tasks.column.schedule', priority: 3, cell: (task) => <Schedule {...task} /> },
  { id: 'next', label: 'tasks.column.next', cell: (task) => <Next {...task} /> },
  { id: 'last', label: 'tasks.column.last', maxWidth: '26rem', cell: (task) => <Last {...task} /> },
  {
    id: 'counts',
    label: 'tasks.column.counts',
    priority: 3,
    maxWidth: '22rem',
    cell: ({ current, last }) => {
      const run = current ?? last;
      return run && <Counts run={run} />;
    },
  },
  {
    id: 'action',
    label: 'tasks.column.action',
    priority: 1,
    needs: 'runTask',
    cell: ({ name, current }) => <RunButton name={name} isRunning={current?.status === 'running'} />,
  },
];

/** Every task: when it runs next, what came of its last run, and the button that runs it now. */
export function TaskTable({ tasks }: { readonly tasks: readonly TaskDto[] | undefined }) {
  const translate = useTranslate();
  return (
    <DataTable
      label={translate('tasks.title')}
      rows={tasks}
      columns={COLUMNS}
      keyOf={({ name }) => name}
      loading={translate('tasks.loading')}
      rowTo={({ name }) => runsOf(name)}
    />
  );
}

const runsOf = (task: string) => ({ search: `task=${task}` });

function Task({ name }: Pick<TaskDto, 'name'>) {
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  return (
    <Box>
      <RowLink to={runsOf(name)} aria-label={translate('tasks.history.label', { task: nameOf(name) })}>
        {nameOf(name)}
      </RowLink>
      <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
        {translate(`tasks.about.${name}`)}
      </Typography>
    </Box>
  );
}

function Schedule({ schedule, timezone }: TaskDto) {
  return (
    <>
      <Typography tag="div" textColor="neutral800" style={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}>
        {schedule}
      </Typography>
      <Typography tag="div" variant="pi" textColor="neutral600">
        {timezone}
      </Typography>
    </>
  );
}

function Next({ enabled, nextRunAt }: TaskDto) {
  const translate = useTranslate();
  if (enabled && nextRunAt !== null) return <Instant at={nextRunAt} />;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <SmallPill tone="neutral">{translate('tasks.off')}</SmallPill>
      <Typography variant="pi" textColor="neutral600">
        {translate('tasks.off.hint')}
      </Typography>
    </Flex>
  );
}

function Last({ current, last }: TaskDto) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const { durationOf } = useTaskWords();
  const run = current ?? last;
  if (!run) return <Typography textColor="neutral600">{translate('tasks.never')}</Typography>;
  const at = formatDate(run.startedAt, TO_THE_MINUTE);
  return (
    <Box>
      <Outcome {...run} />
      <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
        {run.durationMs === null
          ? translate('tasks.running.since', { at })
          : translate('tasks.took', { at, duration: durationOf(run.durationMs) })}
      </Typography>
    </Box>
  );
}
