import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { AFFILIATE_COMPARISON_LIMITS } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';

interface ColumnFieldProps {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly string[];
  /** Empty: none of them. */
  readonly value: string;
  /** What it means that there is none, where it need not be there. */
  readonly none?: string;
  readonly error: string | undefined;
  readonly onChange: (column: string) => void;
}

/** As the design system wants a value for it. No column is called so: the reader trims their names. */
const NONE = ' ';

/** One of the columns of the file. */
export function ColumnField({ name, label, columns, value, none, error, onChange }: ColumnFieldProps) {
  const translate = useTranslate();
  const nameable = columns.filter(({ length }) => length > 0 && length <= AFFILIATE_COMPARISON_LIMITS.column);
  return (
    <Field.Root name={name} required={none === undefined} error={error ?? false}>
      <Field.Label>{label}</Field.Label>
      <SingleSelect
        value={value === '' && none !== undefined ? NONE : value}
        placeholder={translate('affiliate-comparisons.map.placeholder')}
        onChange={(chosen: string | number) => onChange(chosen === NONE ? '' : String(chosen))}
      >
        {none !== undefined && <SingleSelectOption value={NONE}>{none}</SingleSelectOption>}
        {[...new Set(nameable)].map((column) => (
          <SingleSelectOption key={column} value={column}>
            {column}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
}
