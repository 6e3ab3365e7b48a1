import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { TaskDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { type Column, DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/Instant';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import { SmallPill } from '../../ui/Pill';
import { RowLink } from '../../ui/RowLink';
import { useAllowed } from '../../useAllowed';
import { Outcome } from './Outcome';
import { RunButton } from './RunButton';
import { useTaskWords } from './useTaskWords';

/** Every task: when it runs next, what came of its last run, and the button that runs it now. */
export function TaskTable({ tasks }: { readonly tasks: readonly TaskDto[] | undefined }) {
  const translate = useTranslate();
  const { countsOf } = useTaskWords();
  const may = useAllowed();
  const columns: Column<TaskDto>[] = [
    {
      name: 'task',
      label: translate('tasks.column.task'),
      maxWidth: '28rem',
      cell: ({ name }) => <Task name={name} />,
    },
    {
      name: 'schedule',
      label: translate('tasks.column.schedule'),
      cell: ({ schedule, timezone }) => (
        <>
          <Typography tag="div" textColor="neutral800" style={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}>
            {schedule}
          </Typography>
          <Typography tag="div" variant="pi" textColor="neutral600">
            {timezone}
          </Typography>
        </>
      ),
    },
    { name: 'next', label: translate('tasks.column.next'), cell: (task) => <Next {...task} /> },
    { name: 'last', label: translate('tasks.column.last'), maxWidth: '26rem', cell: (task) => <Last {...task} /> },
    {
      name: 'counts',
      label: translate('tasks.column.counts'),
      maxWidth: '22rem',
      cell: ({ current, last }) => {
        const run = current ?? last;
        return (
          run && (
            <Typography textColor="neutral800" style={{ whiteSpace: 'normal' }}>
              {countsOf(run)}
            </Typography>
          )
        );
      },
    },
  ];
  const action: Column<TaskDto> = {
    name: 'action',
    label: translate('tasks.column.action'),
    cell: ({ name, current }) => <RunButton name={name} isRunning={current?.status === 'running'} />,
  };
  return (
    <DataTable
      rows={tasks}
      columns={may('runTask') ? [...columns, action] : columns}
      keyOf={({ name }) => name}
      isStale={false}
      loading={translate('tasks.loading')}
      empty={null}
    />
  );
}

function Task({ name }: Pick<TaskDto, 'name'>) {
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  return (
    <Box paddingTop={2} paddingBottom={2}>
      <RowLink to={{ search: `task=${name}` }} aria-label={translate('tasks.history.label', { task: nameOf(name) })}>
        {nameOf(name)}
      </RowLink>
      <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
        {translate(`tasks.about.${name}`)}
      </Typography>
    </Box>
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
    <Box paddingTop={2} paddingBottom={2}>
      <Outcome {...run} />
      <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
        {run.durationMs === null
          ? translate('tasks.running.since', { at })
          : translate('tasks.took', { at, duration: durationOf(run.durationMs) })}
      </Typography>
    </Box>
  );
}
