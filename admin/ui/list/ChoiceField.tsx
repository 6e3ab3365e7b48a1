import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly all: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** With an empty text for all of them. */
  readonly onChange: (value: string) => void;
}

/** As the design system wants a value for it. */
const ALL = 'all';

/** One of several values, or all of them. */
export function ChoiceField({ name, label, value, all, options, onChange }: ChoiceFieldProps) {
  return (
    <Field.Root name={name} minWidth="18rem">
      <Field.Label>{label}</Field.Label>
      <SingleSelect size="S" value={value ?? ALL} onChange={(chosen) => onChange(chosen === ALL ? '' : String(chosen))}>
        <SingleSelectOption value={ALL}>{all}</SingleSelectOption>
        {/* The address may name one that is not offered. */}
        {value !== undefined && options.every((option) => option.value !== value) && (
          <SingleSelectOption value={value}>{value}</SingleSelectOption>
        )}
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
}
