import { Combobox, ComboboxOption, Field } from '@strapi/design-system';

import type { Typed } from './useTyped';

export interface PickerOption {
  readonly id: string;
  /** The combobox tells options apart by this text alone when it is left: it must differ between any two. */
  readonly label: string;
}

interface PickerFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isRequired?: boolean;
  readonly words: Readonly<Record<'placeholder' | 'clear' | 'loading' | 'none', string>>;
  readonly typed: Typed;
  readonly value: PickerOption | undefined;
  readonly found: readonly PickerOption[];
  readonly isFetching: boolean;
  readonly onPick: (id: string | undefined) => void;
  readonly error: string | undefined;
}

/** A field in which one of many is looked for and chosen; the server searches. */
export function PickerField({ name, label, hint, isRequired = false, words, typed, value, ...rest }: PickerFieldProps) {
  const { found, isFetching, onPick, error } = rest;
  // Without an option of its own the field would forget what is chosen when it is left.
  const options = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Field.Root name={name} required={isRequired} error={error ?? false} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Combobox
        autocomplete="none"
        value={value?.id ?? ''}
        textValue={typed.text}
        onTextValueChange={(text?: string) => typed.setText(text ?? '')}
        onChange={(id?: string) => onPick(id)}
        onClear={() => {
          onPick(undefined);
          typed.setText('');
        }}
        clearLabel={words.clear}
        placeholder={words.placeholder}
        loading={isFetching}
        loadingMessage={words.loading}
        noOptionsMessage={() => words.none}
      >
        {options.map((option) => (
          <ComboboxOption key={option.id} value={option.id} textValue={option.label}>
            {option.label}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
