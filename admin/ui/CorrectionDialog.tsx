import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useRef, useState, type ReactNode } from 'react';

import type { CorrectionInput } from '../../server/contract';
import type { RequestError } from '../api/ledger';
import { useTranslate } from '../translate';
import { useIdempotencyKey } from './idempotencyKey';
import { PartFailure } from './PartFailure';
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
export function CorrectionDialog({
  title,
  explanation,
  confirm,
  preview,
  isImpossible,
  ...rest
}: CorrectionDialogProps) {
  const { error, onPost } = rest;
  const translate = useTranslate();
  const [idempotencyKey] = useIdempotencyKey();
  const [reason, setReason] = useState('');
  const [isPosting, setPosting] = useState(false);
  // A second click can come before the first one is drawn.
  const isUnderWay = useRef(false);

  const post = async () => {
    if (isUnderWay.current || !isReason(reason)) return;
    isUnderWay.current = true;
    setPosting(true);
    await onPost({ reason: reason.trim(), idempotencyKey });
    isUnderWay.current = false;
    setPosting(false);
  };

  return (
    <Modal.Content>
      <Modal.Header closeLabel={translate('close')}>
        <Modal.Title>{title}</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Typography textColor="neutral800">{explanation}</Typography>
          {preview}
          <ReasonField value={reason} onChange={setReason} disabled={isPosting} />
          {error && <PartFailure error={error} />}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{translate('cancel')}</Button>
        </Modal.Close>
        <Button
          variant="danger-light"
          loading={isPosting}
          disabled={isImpossible === true || !isReason(reason)}
          onClick={() => void post()}
        >
          {confirm}
        </Button>
      </Modal.Footer>
    </Modal.Content>
  );
}
