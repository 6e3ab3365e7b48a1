import { Field, TextInput } from '@strapi/design-system';
import type { ReactNode } from 'react';

interface AmountInputProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (amount: string) => void;
  readonly hint?: string;
  /** What is wrong with it, or what the server says of it. */
  readonly error: string | undefined;
  /** Beside the label. */
  readonly action?: ReactNode;
}

/** An amount, kept as it is typed. */
export function AmountInput({ name, label, value, onChange, hint, error, action }: AmountInputProps) {
  return (
    <Field.Root name={name} required error={error ?? false} hint={hint}>
      <Field.Label action={action}>{label}</Field.Label>
      <TextInput
        value={value}
        inputMode="text"
        autoComplete="off"
        maxLength={40}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
