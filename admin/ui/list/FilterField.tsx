import { Box } from '@strapi/design-system';

import { useGetCatalogueQuery } from '../../api/catalogue';
import { useTranslate } from '../../translate';
import type { FilterValues } from './address';
import { ChoiceField } from './ChoiceField';
import { DayRange, UtcDayRange } from './DayRange';
import { SearchField } from './SearchField';
import { Segments } from './Segments';
import { addressNamesOf, type Filter } from './spec';

interface FilterFieldProps {
  readonly filter: Filter<string>;
  readonly values: FilterValues;
  readonly onChange: (changes: FilterValues) => void;
  /** How long a pause hands on what was typed. */
  readonly pauseMs?: number | undefined;
  readonly rows: readonly unknown[];
}

/** The control of one filter. */
export function FilterField({ filter, values, onChange, pauseMs, rows }: FilterFieldProps) {
  const translate = useTranslate();
  const [name = '', until = ''] = addressNamesOf(filter);
  const value = values[name];
  const take = (next: string) => onChange({ [name]: next });
  switch (filter.kind) {
    case 'segments': {
      const options = filter.options.map((option) => ({ ...option, label: translate(option.label) }));
      return (
        <Segments
          label={translate(filter.label)}
          value={options.find((option) => option.value === (value ?? filter.standard))?.value}
          options={options}
          onChange={(next) => take(next === filter.standard ? '' : next)}
        />
      );
    }
    case 'choice':
      return (
        <ChoiceField
          {...{ name, value, label: translate(filter.label), all: translate(filter.all), onChange: take }}
          options={filter.options.map((option) => ({ ...option, label: translate(option.label) }))}
        />
      );
    case 'currency':
      return <CurrencyChoice name={name} value={value} onChange={take} />;
    case 'search':
      return (
        <Box minWidth="24rem" maxWidth="100%" style={{ flex: 1 }}>
          <SearchField
            {...{ value: value ?? '', maxLength: filter.maxLength, onChange: take, pauseMs }}
            label={translate(filter.label)}
            placeholder={translate(filter.placeholder)}
          />
        </Box>
      );
    case 'days':
      return (
        <DayRange
          {...{ from: value ?? '', to: values[until] ?? '', pauseMs }}
          onChange={({ from, to }) =>
            onChange({ ...(from !== undefined && { [name]: from }), ...(to !== undefined && { [until]: to }) })
          }
        />
      );
    case 'utc-days':
      return (
        <UtcDayRange
          {...{ filter, from: value, to: values[until], pauseMs }}
          onChange={({ from, to }) =>
            onChange({ ...(from !== undefined && { [name]: from }), ...(to !== undefined && { [until]: to }) })
          }
        />
      );
    case 'own':
      return <filter.Field {...{ name, value, onChange: take }} />;
    case 'tag':
      return value === undefined ? null : <filter.Tag value={value} rows={rows} onRemove={() => take('')} />;
  }
}

interface CurrencyChoiceProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly onChange: (code: string) => void;
}

function CurrencyChoice(props: CurrencyChoiceProps) {
  const translate = useTranslate();
  const { data } = useGetCatalogueQuery({});
  return (
    <ChoiceField
      {...props}
      label={translate('column.currency')}
      all={translate('list.currency.all')}
      options={data?.currencies.map(({ code, name }) => ({ value: code, label: name })) ?? []}
    />
  );
}
