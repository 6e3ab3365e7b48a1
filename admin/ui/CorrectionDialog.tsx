import { useState, type ReactNode } from 'react';

import type { CorrectionInput } from '../../server/contract';
import type { RequestError } from '../api/ledger';
import { ActDialog } from './ActDialog';
import { useIdempotencyKey } from './idempotencyKey';
import { isReason, ReasonField } from './ReasonField';

interface CorrectionDialogProps {
  readonly title: string;
  /** What happens, in a sentence. */
  readonly explanation: string;
  readonly confirm: string;
  /** What would come of it, or why not. */
  readonly preview?: ReactNode;
  /** Whether it cannot be posted anyway, as the preview says. */
  readonly isImpossible?: boolean;
  /** Why the last try was refused. */
  readonly error: RequestError | undefined;
  /** Posts; resolves once the answer is there. */
  readonly onPost: (input: CorrectionInput) => Promise<unknown>;
}

/**
 * The inside of a modal that corrects the ledger for a reason. It lives from opening to closing, and so does its key:
 * a double click, or a second try after the network failed, posts once (L8).
 */
export function CorrectionDialog({ preview, isImpossible = false, onPost, ...dialog }: CorrectionDialogProps) {
  const [idempotencyKey] = useIdempotencyKey();
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      {...dialog}
      variant="danger-light"
      isReady={!isImpossible && isReason(reason)}
      onConfirm={() => onPost({ reason: reason.trim(), idempotencyKey })}
    >
      {preview}
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}
