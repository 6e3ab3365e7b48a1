import { Button, Modal } from '@strapi/design-system';
import { useState } from 'react';

import type { MemberDetailDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { AdjustmentForm } from '../../adjustments/AdjustmentForm';
import { useMemberName } from '../../../ui/useMemberName';

/** B17. The form of an adjustment, about this member. */
export function AdjustDialog({ member: { documentId, anonymised, ...member } }: Pick<MemberDetailDto, 'member'>) {
  const translate = useTranslate();
  const name = useMemberName()(member, anonymised);
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button>{translate('members.adjust')}</Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={translate('close')}>
          <Modal.Title>{translate('members.adjust.title', { name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {isOpen && (
            <AdjustmentForm
              member={{ id: documentId, ...member }}
              onPosted={() => setOpen(false)}
              cancel={
                <Modal.Close>
                  <Button variant="tertiary">{translate('cancel')}</Button>
                </Modal.Close>
              }
            />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
