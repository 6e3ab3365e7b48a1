import { GuardedModal } from '../../ui/draft/GuardedModal';
import type { Acting } from './Actions';
import { CaptureDialog } from './CaptureDialog';
import { RefundDialog } from './RefundDialog';
import { ReleaseDialog } from './ReleaseDialog';

interface ActionDialogProps {
  readonly acting: Acting | undefined;
  readonly onClosed: () => void;
}

/** The dialogue of an action, beside the table; when it closes, the button that opened it gets the focus back. */
export function ActionDialog({ acting, onClosed }: ActionDialogProps) {
  const close = () => {
    onClosed();
    // Once the dialogue has let go of it.
    setTimeout(() => acting?.opener.focus());
  };
  return (
    <GuardedModal isOpen={acting !== undefined} onOpenChange={(isOpen) => isOpen || close()}>
      {acting?.act === 'capture' && <CaptureDialog row={acting.row} onDone={close} />}
      {acting?.act === 'release' && <ReleaseDialog row={acting.row} onDone={close} />}
      {acting?.act === 'refund' && <RefundDialog row={acting.row} onDone={close} />}
    </GuardedModal>
  );
}
