import { useTranslate } from '../../translate';
import type { AmountProblem } from '../../ui/amount';
import { AmountInput } from '../../ui/AmountInput';

interface AmountFieldProps {
  readonly value: string;
  readonly onChange: (amount: string) => void;
  /** The currency's decimals; undefined while none is chosen. */
  readonly scale: number | undefined;
  readonly problem: AmountProblem | null;
  /** What the server says of the amount. */
  readonly refusal: string | undefined;
}

/** The signed amount, checked as text. */
export function AmountField(field: AmountFieldProps) {
  const translate = useTranslate();
  return (
    <AmountInput
      name="amount"
      label={translate('column.amount')}
      hint={translate('adjustments.amount.hint')}
      {...field}
    />
  );
}
