import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useEffect } from 'react';

import { useTranslate } from '../../translate';

interface DiscardDialogProps {
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asks whether what was typed may go. Whoever keeps it is back where they were, by keyboard too. */
export function DiscardDialog({ isOpen, onKeep, onDiscard }: DiscardDialogProps) {
  const translate = useTranslate();
  useEffect(() => {
    if (!isOpen) return undefined;
    const before = document.activeElement;
    // Once the dialogue has let go of the focus, which it gives to nobody.
    return () => void setTimeout(() => before instanceof HTMLElement && before.isConnected && before.focus());
  }, [isOpen]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next: boolean) => next || onKeep()}>
      <ConfirmDialog
        title={translate('draft.discard.title')}
        startAction={
          <Button fullWidth variant="tertiary" onClick={onKeep}>
            {translate('draft.keep')}
          </Button>
        }
        endAction={
          <Button fullWidth variant="danger-light" onClick={onDiscard}>
            {translate('draft.discard')}
          </Button>
        }
      >
        {translate('draft.discard.text')}
      </ConfirmDialog>
    </Dialog.Root>
  );
}
