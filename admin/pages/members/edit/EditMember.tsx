import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { MemberDetailDto } from '../../../../server/contract';
import { useUpdateMemberMutation } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { useFormDraft } from '../../../ui/draft/useFormDraft';
import { OpenButton } from '../../../ui/OpenButton';
import { useMemberName } from '../../../ui/useMemberName';
import { changesOf, draftOf, hasId, type MemberDraft } from './draft';
import { MemberDialog } from './MemberDialog';

type EditProps = Pick<MemberDetailDto, 'member'>;

/** Changes who a member is, and whose site user they are. */
export function EditMember({ member }: EditProps) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('members.edit')} variant="secondary">
      {(close) => <Edit member={member} onDone={close} />}
    </OpenButton>
  );
}

function Edit({ member, onDone }: EditProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const name = useMemberName()(member);
  // As the member was when the dialogue was opened: only what is typed from there on is changed.
  const [first] = useState(() => draftOf(member));
  const form = useFormDraft<MemberDraft>(`member:${member.documentId}`, first);
  const [update, { error, reset }] = useUpdateMemberMutation();
  const changes = changesOf(first, form.draft);

  const confirm = async () => {
    const answer = await update({ member: member.documentId, ...changes });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('members.edit.done') });
    return true;
  };
  return (
    <MemberDialog
      title={translate('members.edit.title', { name })}
      explanation={translate('members.edit.explanation')}
      confirm={translate('members.edit.confirm')}
      isReady={hasId(form.draft) && Object.keys(changes).length > 0}
      onConfirm={confirm}
      {...{ form, error, reset, onDone }}
    />
  );
}
