import { Flex } from '@strapi/design-system';
import { Layouts, Page, useQueryParams } from '@strapi/strapi/admin';

import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { RunHistory } from './RunHistory';
import { TaskTable } from './TaskTable';
import { useLiveTasks } from './useLiveTasks';

/** Rewards → Scheduled tasks. The address names the task whose runs are shown. */
export function TasksPage() {
  return (
    <Page.Protect permissions={PAGES.tasks}>
      <Tasks />
    </Page.Protect>
  );
}

function Tasks() {
  const translate = useTranslate();
  const { data: tasks, error, isFetching, refetch } = useLiveTasks();
  const [{ query }] = useQueryParams<{ task?: string }>();
  const chosen = tasks?.find(({ name }) => name === query.task);
  const title = translate('tasks.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={translate('tasks.subtitle')} />
      <Layouts.Content>
        {error && !isFetching && !tasks ? (
          <Failure error={error} what={translate('tasks.failed')} onRetry={() => void refetch()} />
        ) : (
          <Flex direction="column" alignItems="stretch" gap={6}>
            <TaskTable tasks={tasks} />
            {chosen && <RunHistory key={chosen.name} task={chosen} />}
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
