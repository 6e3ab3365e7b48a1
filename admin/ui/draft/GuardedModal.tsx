import { Modal } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';

import { DiscardDialog } from './DiscardDialog';
import { UnsentProvider, useUnsent } from './unsent';

interface GuardedModalProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** A modal that asks before Escape, a click outside or its own Cancel takes along what was typed in it. */
export function GuardedModal({ isOpen, onOpenChange, children }: GuardedModalProps) {
  const { hold, isAny, discardAll } = useUnsent();
  const [isAsking, setAsking] = useState(false);
  const change = (next: boolean) => {
    if (!next && isAny()) setAsking(true);
    else onOpenChange(next);
  };
  const discard = () => {
    setAsking(false);
    discardAll();
    onOpenChange(false);
  };
  return (
    <>
      <Modal.Root open={isOpen} onOpenChange={change}>
        <UnsentProvider value={hold}>{children}</UnsentProvider>
      </Modal.Root>
      <DiscardDialog isOpen={isAsking} onKeep={() => setAsking(false)} onDiscard={discard} />
    </>
  );
}
