import type { PickedMemberDto } from '../../server/contract';
import { useFindMembersQuery } from '../api/members';
import { useTranslate } from '../translate';
import { PickerField, type PickerOption } from './PickerField';
import { useTyped } from './useTyped';

/** How a member is written in the field: two people of one name differ by handle or email, and who has neither by the id. */
const labelOf = ({ id, name, handle, email }: PickedMemberDto): string =>
  [name, handle === null ? (email ?? id) : `@${handle}`].filter((part) => part !== null).join(' · ');

const optionOf = (member: PickedMemberDto): PickerOption => ({ id: member.id, label: labelOf(member) });

interface MemberPickerProps {
  readonly value: PickedMemberDto | undefined;
  readonly onChange: (member: PickedMemberDto | undefined) => void;
  readonly error: string | undefined;
}

/** Finds a member by a part of the name, the handle or the email. */
export function MemberPicker({ value, onChange, error }: MemberPickerProps) {
  const translate = useTranslate();
  const typed = useTyped(value ? labelOf(value) : '');
  const { currentData: found = [], isFetching } = useFindMembersQuery({ search: typed.search });
  return (
    <PickerField
      name="member"
      label={translate('column.member')}
      hint={translate('adjustments.member.hint')}
      isRequired
      words={{
        placeholder: translate('adjustments.member.placeholder'),
        clear: translate('adjustments.member.clear'),
        loading: translate('adjustments.member.loading'),
        none: translate('adjustments.member.none'),
      }}
      value={value && optionOf(value)}
      found={found.map(optionOf)}
      onPick={(id) => onChange(id === value?.id ? value : found.find((member) => member.id === id))}
      {...{ typed, isFetching, error }}
    />
  );
}
