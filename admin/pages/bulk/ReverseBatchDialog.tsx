import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { BatchRowDto } from '../../../server/contract';
import { useReverseBatchMutation } from '../../api/bulk';
import { useTranslate } from '../../translate';
import { useIdempotencyKey } from '../../ui/idempotencyKey';
import { isReason, ReasonField } from '../../ui/ReasonField';
import { useExplain } from '../../ui/useExplain';

interface ReverseBatchDialogProps {
  readonly batch: BatchRowDto;
  readonly onClose: () => void;
}

/** Asks why, and backs out what is left of a bulk adjustment, all rows or none. */
export function ReverseBatchDialog({ batch: { batch, lines, reversed }, onClose }: ReverseBatchDialogProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const explain = useExplain();
  const [reverse, { isLoading, error }] = useReverseBatchMutation();
  const [idempotencyKey] = useIdempotencyKey();
  const [reason, setReason] = useState('');

  async function submit(): Promise<void> {
    if (isLoading) return;
    const answer = await reverse({ batch, reason, idempotencyKey });
    if ('error' in answer) return;
    toggleNotification({
      type: 'success',
      message: translate('bulk.reversed-now', { rows: answer.data.reversed }),
    });
    onClose();
  }

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{translate('bulk.reverse.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{translate('bulk.reverse.text', { rows: lines - reversed })}</Typography>
            <ReasonField value={reason} onChange={setReason} disabled={isLoading} />
            {error && (
              <Typography role="alert" textColor="danger700">
                {explain(error)}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{translate('bulk.cancel')}</Button>
          </Modal.Close>
          <Button variant="danger" disabled={!isReason(reason)} loading={isLoading} onClick={() => void submit()}>
            {translate('bulk.reverse')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
