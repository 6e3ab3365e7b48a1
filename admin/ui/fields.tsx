import { Field, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { styled } from 'styled-components';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
}

/** A line of text, with what the server has against it. */
export function TextField({ name, label, hint, error, required = false, onChange, ...input }: TextFieldProps) {
  return (
    <Field.Root name={name} required={required} error={error ?? false} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <TextInput
        {...input}
        autoComplete="off"
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}

interface ChoiceFieldProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly onChange: (value: Value) => void;
}

/** One of a few. */
export function ChoiceField<Value extends string>({ name, label, hint, error, ...rest }: ChoiceFieldProps<Value>) {
  const { value, options, onChange, required = false, disabled = false } = rest;
  return (
    <Field.Root name={name} required={required} error={error ?? false} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <SingleSelect value={value} disabled={disabled} onChange={(chosen: string | number) => onChange(chosen as Value)}>
        {options.map(([one, text]) => (
          <SingleSelectOption key={one} value={one}>
            {text}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}

/** Fields side by side where there is room. */
export const Row = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  align-items: start;
`;
