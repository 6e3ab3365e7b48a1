import { Field } from '@strapi/design-system';
import { useMemo } from 'react';
import { styled } from 'styled-components';

import { useTranslate } from '../../translate';
import { useDraft } from '../../ui/useDraft';

interface DayRangeProps {
  readonly from: string;
  readonly to: string;
  readonly onChange: (days: { from?: string; to?: string }) => void;
}

/** The days on which rows were posted, both included, in the browser's time zone, which the labels name. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const translate = useTranslate();
  const zone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  return (
    <>
      <DayField
        name="from"
        label={translate('ledger.from', { zone })}
        value={from}
        max={to}
        onChange={(day) => onChange({ from: day })}
      />
      <DayField
        name="to"
        label={translate('ledger.to', { zone })}
        value={to}
        min={from}
        onChange={(day) => onChange({ to: day })}
      />
    </>
  );
}

interface DayFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly onChange: (day: string) => void;
}

/** A year that is still being typed: 0002, then 0020, then 0202. */
const isHalfTyped = (day: string) => day.startsWith('0');

function DayField({ name, label, value, min, max, onChange }: DayFieldProps) {
  const draft = useDraft(value, (day) => isHalfTyped(day) || onChange(day));
  return (
    <Field.Root name={name}>
      <Field.Label>{label}</Field.Label>
      <Native
        type="date"
        size="S"
        value={draft.text}
        min={min}
        max={max}
        onChange={(event) => draft.setText(event.target.value)}
      />
    </Field.Root>
  );
}

/** The browser draws the calendar's sign in black unless it is told of a dark page. */
const Native = styled(Field.Input)`
  color-scheme: ${({ theme }) => (theme.colors.neutral0 === '#ffffff' ? 'light' : 'dark')};
`;
