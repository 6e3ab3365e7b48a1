import type { PickedUserDto } from '../../../../server/contract';
import { useFindSiteUsersQuery } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { PickerField, type PickerOption } from '../../../ui/PickerField';
import { useTyped } from '../../../ui/useTyped';

/** How a user is written in the field. Nothing of who is gone but their id. */
const labelOf = ({ documentId, username, email }: PickedUserDto): string =>
  [username, email].filter((part) => part !== null).join(' · ') || documentId;

const optionOf = (user: PickedUserDto): PickerOption => ({ id: user.documentId, label: labelOf(user) });

interface UserPickerProps {
  /** One who has no names yet is looked up. */
  readonly value: PickedUserDto | null;
  readonly onChange: (user: PickedUserDto | null) => void;
  readonly error: string | undefined;
}

/** Finds a user of the site who is nobody's yet, by a part of the name or the email; not there where a site has no users. */
export function UserPicker({ value, onChange, error }: UserPickerProps) {
  const translate = useTranslate();
  const isNamed = value === null || value.username !== null || value.email !== null;
  const asked = useFindSiteUsersQuery({ user: value?.documentId ?? '' }, { skip: isNamed });
  const chosen = isNamed ? value : (asked.data?.users[0] ?? value);
  const typed = useTyped(chosen ? labelOf(chosen) : '');
  const { data, currentData, isFetching } = useFindSiteUsersQuery({ search: typed.search });
  if (data?.hasUsers === false) return null;
  const found = currentData?.users ?? [];
  return (
    <PickerField
      name="siteUser"
      label={translate('members.user')}
      hint={translate('members.user.hint')}
      words={{
        placeholder: translate('members.user.placeholder'),
        clear: translate('members.user.clear'),
        loading: translate('members.user.loading'),
        none: translate('members.user.none'),
      }}
      value={chosen ? optionOf(chosen) : undefined}
      found={found.map(optionOf)}
      onPick={(id) =>
        onChange(id === value?.documentId ? value : (found.find(({ documentId }) => documentId === id) ?? null))
      }
      {...{ typed, isFetching, error }}
    />
  );
}
