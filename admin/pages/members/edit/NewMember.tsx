import { useNotification } from '@strapi/strapi/admin';
import { useHref } from 'react-router-dom';

import { useCreateMemberMutation } from '../../../api/members';
import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';
import { useFormDraft } from '../../../ui/draft/useFormDraft';
import { OpenButton } from '../../../ui/OpenButton';
import { EMPTY, entered, hasId, type MemberDraft } from './draft';
import { MemberDialog } from './MemberDialog';

/** Makes a member by hand. */
export function NewMember() {
  const translate = useTranslate();
  return <OpenButton label={translate('members.new')}>{(close) => <Create onDone={close} />}</OpenButton>;
}

function Create({ onDone }: { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const directory = useHref(pathOf('members'));
  const form = useFormDraft<MemberDraft>('member', EMPTY);
  const [create, { error, reset }] = useCreateMemberMutation();
  const { draft } = form;

  const confirm = async () => {
    const answer = await create(entered(draft));
    if ('error' in answer) return false;
    const [name = ''] = [draft.name, draft.handle, draft.user?.username, draft.externalId].filter(Boolean);
    toggleNotification({
      type: 'success',
      message: translate('members.new.done', { name }),
      link: {
        label: translate('members.new.show'),
        url: `${directory}/${encodeURIComponent(answer.data.member)}`,
      },
    });
    return true;
  };
  return (
    <MemberDialog
      title={translate('members.new')}
      explanation={translate('members.new.explanation')}
      confirm={translate('members.new.confirm')}
      isReady={hasId(draft)}
      onConfirm={confirm}
      {...{ form, error, reset, onDone }}
    />
  );
}
