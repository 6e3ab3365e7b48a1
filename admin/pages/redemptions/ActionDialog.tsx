import { Modal } from '@strapi/design-system';

import type { Acting } from './Actions';
import { CaptureDialog } from './CaptureDialog';
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
    <Modal.Root open={acting !== undefined} onOpenChange={(isOpen) => isOpen || close()}>
      {acting?.act === 'capture' && <CaptureDialog row={acting.row} onDone={close} />}
      {acting?.act === 'release' && <ReleaseDialog row={acting.row} onDone={close} />}
    </Modal.Root>
  );
}
