import { Field, TextInput } from '@strapi/design-system';
import type { ClipboardEvent, ReactNode } from 'react';
import { useIntl } from 'react-intl';

import { useTranslate } from '../translate';
import type { AmountProblem } from './amount';
import { formatDecimal } from './decimal';

interface AmountInputProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (amount: string) => void;
  readonly hint?: string;
  /** The currency's decimals; undefined while none is chosen. */
  readonly scale: number | undefined;
  /** What is wrong with it as it was typed. */
  readonly problem: AmountProblem | null;
  /** What the server says of it. */
  readonly refusal?: string | undefined;
  /** Beside the label. */
  readonly action?: ReactNode;
}

/** An amount, kept as it is typed; of one that is none, a sentence says how it is to be written. */
export function AmountInput({ name, label, value, onChange, hint, scale = 0, ...rest }: AmountInputProps) {
  const { problem, refusal, action } = rest;
  const translate = useTranslate();
  const { locale } = useIntl();
  const example = formatDecimal(exampleOf(scale), locale, 'negative');
  const error = problem === null ? refusal : translate(`amount.${problem}`, { field: label, example, scale });

  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const lines = event.clipboardData
      .getData('text')
      .trim()
      .split(/[\r\n]+/);
    if (lines.length < 2) return;
    // The browser would put one line right behind the other, and make one amount of two.
    event.preventDefault();
    onChange(lines.join(' / '));
  };
  return (
    <Field.Root name={name} required error={error ?? false} hint={hint}>
      <Field.Label action={action}>{label}</Field.Label>
      {/* Without a limit of its own: it would cut an amount off, and make another one of it. */}
      <TextInput
        value={value}
        inputMode="text"
        autoComplete="off"
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
        onPaste={paste}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}

/** An amount with all the decimals that it may have. */
const exampleOf = (scale: number): string => (scale === 0 ? '1234' : `1234.${'5'.padEnd(scale, '0')}`);
