import { Field, Loader, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { MemberId } from '../../../../server/contract';
import { useAwardBadgeMutation, useListAwardableBadgesQuery } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { useFormDraft } from '../../../ui/draft/useFormDraft';
import { OpenButton } from '../../../ui/OpenButton';

/** B16. Awards a badge that the member does not hold yet: pick, confirm, done. */
export function AwardDialog({ member }: { readonly member: MemberId }) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('members.award')} variant="secondary">
      {(close) => <Award member={member} onDone={close} />}
    </OpenButton>
  );
}

interface AwardProps {
  readonly member: MemberId;
  readonly onDone: () => void;
}

function Award({ member, onDone }: AwardProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const badges = useListAwardableBadgesQuery({ member }, { refetchOnMountOrArgChange: true });
  const form = useFormDraft(`award:${member}`, { code: '' });
  const { code } = form.draft;
  const [award, { error }] = useAwardBadgeMutation();
  const picked = badges.currentData?.find((badge) => badge.code === code);

  async function confirm() {
    if (!picked) return false;
    // Twice is once: a badge that is held already stays as it was, and the answer says so.
    const answer = await award({ member, badge: picked.code });
    if ('error' in answer) return false;
    const values = { badge: picked.name };
    toggleNotification(
      answer.data.awarded
        ? { type: 'success', message: translate('members.award.done', values) }
        : { type: 'info', message: translate('members.award.already', values) },
    );
    return true;
  }

  return (
    <ActDialog
      title={translate('members.award')}
      explanation={translate('members.award.hint')}
      confirm={translate('members.award.confirm')}
      isReady={picked !== undefined}
      error={error ?? badges.error}
      onConfirm={confirm}
      {...{ form, onDone }}
    >
      {badges.isLoading && <Loader small>{translate('members.award.loading')}</Loader>}
      {badges.currentData?.length === 0 && <Typography>{translate('members.award.none')}</Typography>}
      {badges.currentData && badges.currentData.length > 0 && (
        <Field.Root name="badge" required hint={picked?.description}>
          <Field.Label>{translate('members.award.badge')}</Field.Label>
          <SingleSelect
            value={code}
            placeholder={translate('members.award.placeholder')}
            onChange={(value: string | number) => form.change({ code: String(value) })}
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
    </ActDialog>
  );
}
