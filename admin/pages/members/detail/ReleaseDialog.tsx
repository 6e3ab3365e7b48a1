import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';

import type { MemberHoldDto } from '../../../../server/contract';
import { useReleaseHoldMutation } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';
import { useIdempotencyKey } from '../../../ui/idempotencyKey';
import { isReason, ReasonField } from '../../../ui/ReasonField';
import { useRefusal } from '../../../ui/refusal';

interface ReleaseDialogProps {
  readonly hold: MemberHoldDto;
}

/** Gives what a hold keeps back to the member, with a reason. */
export function ReleaseDialog({ hold }: ReleaseDialogProps) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="tertiary" size="S">
          {translate('members.holds.release')}
        </Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={translate('members.close')}>
          <Modal.Title>{translate('members.release.title')}</Modal.Title>
        </Modal.Header>
        {/* Mounted with the dialogue: each has a key and a draft of its own. */}
        {isOpen && <ReleaseForm hold={hold} onDone={() => setOpen(false)} />}
      </Modal.Content>
    </Modal.Root>
  );
}

function ReleaseForm({ hold, onDone }: ReleaseDialogProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const readRefusal = useRefusal();
  const [reason, setReason] = useState('');
  const [idempotencyKey] = useIdempotencyKey();
  const [release, { isLoading, error }] = useReleaseHoldMutation();
  const isSending = useRef(false);
  const amount = `${formatDecimal(hold.remaining, locale, 'negative')} ${hold.currency.name}`;

  async function send() {
    if (isSending.current) return;
    isSending.current = true;
    const answer = await release({ holdId: hold.id, reason: reason.trim(), idempotencyKey });
    isSending.current = false;
    if ('error' in answer) return;
    toggleNotification({ type: 'success', message: translate('members.release.done', { amount }) });
    onDone();
  }

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography>{translate('members.release.what', { amount })}</Typography>
          <ReasonField value={reason} onChange={setReason} disabled={isLoading} />
          {error && (
            <Typography role="alert" textColor="danger600">
              {readRefusal(error).message}
            </Typography>
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{translate('members.cancel')}</Button>
        </Modal.Close>
        <Button disabled={!isReason(reason)} loading={isLoading} onClick={() => void send()}>
          {translate('members.release.confirm')}
        </Button>
      </Modal.Footer>
    </>
  );
}
