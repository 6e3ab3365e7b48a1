import type { ReactNode } from 'react';

import type { CorrectionInput } from '../../server/contract';
import type { RequestError } from '../api/ledger';
import { ActDialog } from './ActDialog';
import { type AnyFormDraft, type FormDraft, useFormDraft } from './draft/useFormDraft';
import { isReason, ReasonField } from './ReasonField';

/** What stands in the form of a correction, whatever else stands there. */
type ReasonDraft = AnyFormDraft & Pick<FormDraft<{ readonly reason: string }>, 'draft' | 'change' | 'idempotencyKey'>;

interface CorrectionDialogProps {
  readonly title: string;
  /** What happens, in a sentence. */
  readonly explanation: string;
  readonly confirm: string;
  readonly form: ReasonDraft;
  /** What would come of it, or why not. */
  readonly preview?: ReactNode;
  /** Whether it cannot be posted anyway, as the preview says. */
  readonly isImpossible?: boolean;
  /** Why the last try was refused. */
  readonly error: RequestError | undefined;
  /** Posts; resolves once the answer is there: whether it was posted. */
  readonly onPost: (input: CorrectionInput) => Promise<boolean>;
  readonly onDone: () => void;
}

/**
 * The inside of a modal that corrects the ledger for a reason. A double click, or a second try after the network failed,
 * posts once (L8).
 */
export function CorrectionDialog({ preview, isImpossible = false, onPost, ...dialog }: CorrectionDialogProps) {
  const { draft, change, idempotencyKey } = dialog.form;
  return (
    <ActDialog
      {...dialog}
      variant="danger-light"
      isReady={!isImpossible && isReason(draft.reason)}
      onConfirm={() => onPost({ reason: draft.reason.trim(), idempotencyKey })}
    >
      {preview}
      <ReasonField value={draft.reason} onChange={(reason) => change({ reason })} />
    </ActDialog>
  );
}

/**
 * The draft of a correction that asks for a reason alone.
 *
 * @param form names the correction and what it is of
 */
export const useReasonDraft = (form: string): FormDraft<{ readonly reason: string }> =>
  useFormDraft(form, { reason: '' });
