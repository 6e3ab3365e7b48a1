import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useState } from 'react';

import { DIRECTORY_SEARCH_LENGTH, type PickedMemberDto } from '../../server/contract';
import { useFindMembersQuery } from '../api/members';
import { useTranslate } from '../translate';

const PAUSE = 250;

/**
 * How a member is written in the field. The combobox tells options apart by this text alone when it is left, so it must
 * differ between two people of one name: the handle or the email stands in it, and for one who has neither the id.
 */
const labelOf = ({ id, name, handle, email }: PickedMemberDto): string =>
  [name, handle === null ? (email ?? id) : `@${handle}`].filter((part) => part !== null).join(' · ');

interface MemberPickerProps {
  readonly value: PickedMemberDto | undefined;
  readonly onChange: (member: PickedMemberDto | undefined) => void;
  readonly error: string | undefined;
}

/** Finds a member by a part of the name, the handle or the email; the server searches. */
export function MemberPicker({ value, onChange, error }: MemberPickerProps) {
  const translate = useTranslate();
  const [text, setText] = useState(value ? labelOf(value) : '');
  // The chosen member's own text is no search.
  const search = useDebounce(value && text === labelOf(value) ? '' : text.trim(), PAUSE);
  const { currentData, isFetching } = useFindMembersQuery({ search: search.slice(0, DIRECTORY_SEARCH_LENGTH) });
  const found = currentData ?? [];
  // Without an option of its own the field would forget the member when it is left.
  const options = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;

  return (
    <Field.Root name="member" required error={error ?? false} hint={translate('adjustments.member.hint')}>
      <Field.Label>{translate('adjustments.member')}</Field.Label>
      <Combobox
        autocomplete="none"
        value={value?.id ?? ''}
        textValue={text}
        onTextValueChange={(typed?: string) => setText(typed ?? '')}
        onChange={(id?: string) => onChange(options.find((option) => option.id === id))}
        onClear={() => {
          onChange(undefined);
          setText('');
        }}
        clearLabel={translate('adjustments.member.clear')}
        placeholder={translate('adjustments.member.placeholder')}
        loading={isFetching}
        loadingMessage={translate('adjustments.member.loading')}
        noOptionsMessage={() => translate('adjustments.member.none')}
      >
        {options.map((option) => (
          <ComboboxOption key={option.id} value={option.id} textValue={labelOf(option)}>
            {labelOf(option)}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
