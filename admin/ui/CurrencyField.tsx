import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import type { CurrencyNameDto } from '../../server/contract';
import { useTranslate } from '../translate';

interface CurrencyFieldProps {
  readonly value: string | undefined;
  readonly onChange: (currency: string) => void;
  readonly currencies: readonly CurrencyNameDto[];
  readonly error: string | undefined;
}

export function CurrencyField({ value, onChange, currencies, error }: CurrencyFieldProps) {
  const translate = useTranslate();
  return (
    <Field.Root name="currency" required error={error ?? false}>
      <Field.Label>{translate('column.currency')}</Field.Label>
      <SingleSelect
        value={value ?? ''}
        placeholder={translate('adjustments.currency.placeholder')}
        onChange={(code: string | number) => onChange(String(code))}
      >
        {currencies.map(({ code, name }) => (
          <SingleSelectOption key={code} value={code}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
}
