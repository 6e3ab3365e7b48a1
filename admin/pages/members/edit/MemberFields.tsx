import { Field, Flex, TextInput } from '@strapi/design-system';

import { MEMBER_LIMITS } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { type MemberDraft, type TextName, TEXTS } from './draft';
import { UserPicker } from './UserPicker';

interface MemberFieldsProps {
  readonly draft: MemberDraft;
  readonly change: (part: Partial<MemberDraft>) => void;
  readonly refusalAt: (field: TextName | 'siteUser') => string | undefined;
}

/** Who a member is. */
export function MemberFields({ draft, change, refusalAt }: MemberFieldsProps) {
  const translate = useTranslate();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {TEXTS.map((field) => (
        <Field.Root
          key={field}
          name={field}
          error={refusalAt(field) ?? false}
          hint={field === 'externalId' && translate('members.external-id.hint')}
        >
          <Field.Label>{translate(`members.field.${field}`)}</Field.Label>
          <TextInput
            value={draft[field]}
            autoComplete="off"
            maxLength={MEMBER_LIMITS[field]}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ [field]: event.target.value })}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      ))}
      <UserPicker value={draft.user} onChange={(user) => change({ user })} error={refusalAt('siteUser')} />
    </Flex>
  );
}
