import { useTranslate } from '../../translate';
import { OpenButton } from '../../ui/OpenButton';
import { StartDialog } from './StartDialog';

interface StartRunProps {
  readonly isRunning: boolean;
  /** Whether a run recomputes every hash when nobody says. */
  readonly verifiesChain: boolean;
}

/** D12. Begins a run, one at a time. */
export function StartRun({ isRunning, verifiesChain }: StartRunProps) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('reconciliation.start')} disabled={isRunning}>
      {(close) => <StartDialog verifiesChain={verifiesChain} onDone={close} />}
    </OpenButton>
  );
}
