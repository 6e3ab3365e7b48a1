import {
  Button,
  Field,
  Flex,
  Loader,
  Modal,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { MemberId } from '../../../../server/contract';
import { useAwardBadgeMutation, useListAwardableBadgesQuery } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { useRefusal } from '../../../ui/refusal';

/** B16. Awards a badge that the member does not hold yet: pick, confirm, done. */
export function AwardDialog({ member }: { readonly member: MemberId }) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="secondary">{translate('members.award')}</Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={translate('members.close')}>
          <Modal.Title>{translate('members.award')}</Modal.Title>
        </Modal.Header>
        {isOpen && <AwardForm member={member} onDone={() => setOpen(false)} />}
      </Modal.Content>
    </Modal.Root>
  );
}

interface AwardFormProps {
  readonly member: MemberId;
  readonly onDone: () => void;
}

function AwardForm({ member, onDone }: AwardFormProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const readRefusal = useRefusal();
  const badges = useListAwardableBadgesQuery({ member }, { refetchOnMountOrArgChange: true });
  const [code, setCode] = useState<string>();
  const [award, { isLoading, error }] = useAwardBadgeMutation();
  const picked = badges.currentData?.find((badge) => badge.code === code);
  const failure = error ?? badges.error;

  async function confirm() {
    if (!picked) return;
    // Twice is once: a badge that is held already stays as it was, and the answer says so.
    const answer = await award({ member, badge: picked.code });
    if ('error' in answer) return;
    const values = { badge: picked.name };
    toggleNotification(
      answer.data.awarded
        ? { type: 'success', message: translate('members.award.done', values) }
        : { type: 'info', message: translate('members.award.already', values) },
    );
    onDone();
  }

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {badges.isLoading && <Loader small>{translate('members.award.loading')}</Loader>}
          {badges.currentData?.length === 0 && <Typography>{translate('members.award.none')}</Typography>}
          {badges.currentData && badges.currentData.length > 0 && (
            <Field.Root name="badge" required hint={picked?.description ?? translate('members.award.hint')}>
              <Field.Label>{translate('members.award.badge')}</Field.Label>
              <SingleSelect
                value={code ?? ''}
                placeholder={translate('members.award.placeholder')}
                onChange={(value: string | number) => setCode(String(value))}
              >
                {badges.currentData.map((badge) => (
                  <SingleSelectOption key={badge.code} value={badge.code}>
                    {badge.name}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
              <Field.Hint />
            </Field.Root>
          )}
          {failure && (
            <Typography role="alert" textColor="danger600">
              {readRefusal(failure).message}
            </Typography>
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{translate('members.cancel')}</Button>
        </Modal.Close>
        <Button disabled={!picked} loading={isLoading} onClick={() => void confirm()}>
          {translate('members.award.confirm')}
        </Button>
      </Modal.Footer>
    </>
  );
}
