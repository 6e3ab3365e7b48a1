import { Button } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { TaskName } from '../../../server/contract';
import { useRunTaskMutation } from '../../api/tasks';
import { useTranslate } from '../../translate';
import { useExplain } from '../../ui/useExplain';
import { useTaskWords } from './useTaskWords';

interface RunButtonProps {
  readonly name: TaskName;
  readonly isRunning: boolean;
}

/** Runs a task now. What comes of it shows in its row. */
export function RunButton({ name, isRunning }: RunButtonProps) {
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  const { toggleNotification } = useNotification();
  const explain = useExplain();
  const [run, { isLoading }] = useRunTaskMutation();

  const start = async () => {
    const answer = await run({ task: name });
    if ('error' in answer) {
      toggleNotification({ type: 'danger', message: `${translate('tasks.run.failed')} ${explain(answer.error)}` });
    }
  };

  return (
    <Button
      variant="secondary"
      size="S"
      loading={isLoading}
      disabled={isRunning}
      aria-label={translate('tasks.run.label', { task: nameOf(name) })}
      onClick={() => void start()}
    >
      {translate('tasks.run')}
    </Button>
  );
}
