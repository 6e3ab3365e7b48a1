import { Field, TextInput } from '@strapi/design-system';

import { useTranslate } from '../../translate';
import type { AmountProblem } from './amount';

interface AmountFieldProps {
  readonly value: string;
  readonly onChange: (amount: string) => void;
  /** The currency's decimals; undefined while none is chosen. */
  readonly scale: number | undefined;
  readonly problem: AmountProblem | null;
  /** What the server says of the amount. */
  readonly refusal: string | undefined;
}

/** The signed amount, kept as typed and checked as text. */
export function AmountField({ value, onChange, scale, problem, refusal }: AmountFieldProps) {
  const translate = useTranslate();
  const error = problem === null ? refusal : translate(`adjustments.amount.${problem}`, { scale: scale ?? 0 });
  return (
    <Field.Root name="amount" required error={error ?? false} hint={translate('adjustments.amount.hint')}>
      <Field.Label>{translate('adjustments.amount')}</Field.Label>
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
