import { Button, type ButtonProps, Modal } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';

import { GuardedModal } from './draft/GuardedModal';

interface OpenButtonProps extends Pick<ButtonProps, 'variant' | 'size' | 'disabled' | 'aria-label'> {
  readonly label: string;
  /** The dialogue, and how it closes itself. */
  readonly children: (close: () => void) => ReactNode;
  readonly onClosed?: () => void;
}

/** A button that opens a dialogue. What stands in it lives from opening to closing; what was typed in it is not let go unasked. */
export function OpenButton({ label, children, onClosed, ...button }: OpenButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) onClosed?.();
  };
  return (
    <GuardedModal isOpen={isOpen} onOpenChange={change}>
      <Modal.Trigger>
        <Button {...button}>{label}</Button>
      </Modal.Trigger>
      {isOpen && children(() => change(false))}
    </GuardedModal>
  );
}
