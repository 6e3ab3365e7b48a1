import type { TaskName } from '../../../server/contract';
import { usePreviewExpiryQuery, useRunTaskMutation } from '../../api/tasks';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { OpenButton } from '../../ui/OpenButton';
import { DuePreview } from './DuePreview';
import { useTaskWords } from './useTaskWords';

interface RunButtonProps {
  readonly name: TaskName;
  readonly isRunning: boolean;
}

/** Runs a task now, once it was said what that does. What comes of it shows in its row. */
export function RunButton({ name, isRunning }: RunButtonProps) {
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  const Dialog = name === 'expire-due' ? ExpireDialog : RunDialog;
  return (
    <OpenButton
      label={translate('tasks.run')}
      variant="secondary"
      size="S"
      disabled={isRunning}
      aria-label={translate('tasks.run.label', { task: nameOf(name) })}
    >
      {(close) => <Dialog name={name} onDone={close} />}
    </OpenButton>
  );
}

interface RunDialogProps {
  readonly name: TaskName;
  readonly onDone: () => void;
}

function RunDialog({ name, onDone }: RunDialogProps) {
  const translate = useTranslate();
  const dialog = useRunDialog(name);
  return <ActDialog {...dialog} confirm={translate('tasks.run')} onDone={onDone} />;
}

/** What is due is told before, because nothing brings back what is written off. */
function ExpireDialog({ name, onDone }: RunDialogProps) {
  const translate = useTranslate();
  const dialog = useRunDialog(name);
  const preview = usePreviewExpiryQuery({}, { refetchOnMountOrArgChange: true });
  return (
    <ActDialog
      {...dialog}
      confirm={translate('tasks.run')}
      variant="danger-light"
      isReady={preview.data !== undefined && !preview.isFetching}
      onDone={onDone}
    >
      <DuePreview preview={preview} />
    </ActDialog>
  );
}

function useRunDialog(name: TaskName) {
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  const [run, { error }] = useRunTaskMutation();
  return {
    title: translate('tasks.run.title', { task: nameOf(name) }),
    explanation: translate(`tasks.run.explanation.${name}`),
    error,
    onConfirm: async () => !('error' in (await run({ task: name }))),
  };
}
