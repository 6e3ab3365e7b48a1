import { Button, Modal } from '@strapi/design-system';

import type { MemberDetailDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { AdjustmentForm } from '../../../ui/adjustment/AdjustmentForm';
import { OpenButton } from '../../../ui/OpenButton';
import { useMemberName } from '../../../ui/useMemberName';

/** B17. The form of an adjustment, about this member. */
export function AdjustDialog({ member: { documentId, anonymised, ...member } }: Pick<MemberDetailDto, 'member'>) {
  const translate = useTranslate();
  const name = useMemberName()(member, anonymised);
  return (
    <OpenButton label={translate('members.adjust')}>
      {(close) => (
        <Modal.Content>
          <Modal.Header closeLabel={translate('close')}>
            <Modal.Title>{translate('members.adjust.title', { name })}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <AdjustmentForm
              member={{ id: documentId, ...member }}
              onPosted={close}
              cancel={
                <Modal.Close>
                  <Button variant="tertiary">{translate('cancel')}</Button>
                </Modal.Close>
              }
            />
          </Modal.Body>
        </Modal.Content>
      )}
    </OpenButton>
  );
}
