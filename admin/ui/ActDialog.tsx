import { Button, type ButtonProps, Flex, Modal, Typography } from '@strapi/design-system';
import { useRef, useState, type ReactNode } from 'react';

import type { RequestError } from '../api/ledger';
import { useTranslate } from '../translate';
import { RestoredNotice } from './draft/RestoredNotice';
import type { AnyFormDraft } from './draft/useFormDraft';
import { PartFailure } from './PartFailure';

interface ActDialogProps extends Pick<ButtonProps, 'variant'> {
  readonly title: string;
  /** What happens, in a sentence. */
  readonly explanation: string;
  readonly confirm: string;
  /** What is asked for it. */
  readonly children?: ReactNode;
  /** What stands in that. */
  readonly form?: AnyFormDraft;
  readonly isReady?: boolean;
  /** Why the last try was refused. */
  readonly error: RequestError | undefined;
  /** Resolves once the answer is there: whether it was done. */
  readonly onConfirm: () => Promise<boolean>;
  readonly onDone: () => void;
}

/** The inside of a modal that does something once it is confirmed, and stays open to say why where it is refused. */
export function ActDialog({ title, explanation, confirm, children, isReady = true, variant, ...rest }: ActDialogProps) {
  const { form, error, onConfirm, onDone } = rest;
  const translate = useTranslate();
  const [isActing, setActing] = useState(false);
  // A second click can come before the first one is drawn.
  const isUnderWay = useRef(false);

  const act = async () => {
    if (isUnderWay.current || !isReady) return;
    isUnderWay.current = true;
    setActing(true);
    const isDone = await onConfirm();
    isUnderWay.current = false;
    setActing(false);
    if (!isDone) return;
    form?.begin();
    onDone();
  };

  return (
    <Modal.Content>
      <Modal.Header closeLabel={translate('close')}>
        <Modal.Title>{title}</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {form && <RestoredNotice of={form} />}
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Typography textColor="neutral800">{explanation}</Typography>
          {children}
          {error && !isActing && <PartFailure error={error} />}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{translate('cancel')}</Button>
        </Modal.Close>
        <Button variant={variant} loading={isActing} disabled={!isReady} onClick={() => void act()}>
          {confirm}
        </Button>
      </Modal.Footer>
    </Modal.Content>
  );
}
