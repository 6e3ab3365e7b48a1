import { Field } from '@strapi/design-system';
import { useMemo } from 'react';

import { useTranslate } from '../../translate';
import { DayInput } from '../DayInput';
import { useDraft } from '../useDraft';
import type { UtcDaysFilter } from './spec';

interface DayRangeProps {
  readonly from: string;
  readonly to: string;
  readonly onChange: (days: { from?: string; to?: string }) => void;
  /** How long a pause hands on what was typed. */
  readonly pauseMs?: number | undefined;
}

/** Two days, both included, in the browser's time zone, which the labels name. */
export function DayRange({ from, to, onChange, pauseMs }: DayRangeProps) {
  const translate = useTranslate();
  const zone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  return (
    <>
      <DayField
        {...{ name: 'from', label: translate('list.from', { zone }), value: from, max: to, pauseMs }}
        onChange={(day) => onChange({ from: day })}
      />
      <DayField
        {...{ name: 'to', label: translate('list.to', { zone }), value: to, min: from, pauseMs }}
        onChange={(day) => onChange({ to: day })}
      />
    </>
  );
}

interface UtcDayRangeProps {
  readonly filter: UtcDaysFilter<string>;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: DayRangeProps['onChange'];
  readonly pauseMs?: number | undefined;
}

/** Two days of UTC, both included. A day always holds: one that was not given is the standard, and so is one that is emptied. */
export function UtcDayRange({ filter: { standard, ...ends }, from, to, onChange, pauseMs }: UtcDayRangeProps) {
  const translate = useTranslate();
  const days = standard({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  /** What holds anyway is not said. */
  const told = (day: string, unlessTold: string) => (day === unlessTold ? '' : day);
  return (
    <>
      <DayField
        {...{
          name: 'from',
          label: translate(ends.from.label),
          value: days.from,
          max: days.to,
          pauseMs,
          isNeeded: true,
        }}
        onChange={(day) => onChange({ from: told(day, standard({ ...(to !== undefined && { to }) }).from) })}
      />
      <DayField
        {...{ name: 'to', label: translate(ends.to.label), value: days.to, min: days.from, pauseMs, isNeeded: true }}
        onChange={(day) => onChange({ to: told(day, standard({}).to) })}
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
  /** While it is being typed anew, the day before holds. */
  readonly isNeeded?: boolean;
  readonly pauseMs: number | undefined;
  readonly onChange: (day: string) => void;
}

/** A year that is still being typed: 0002, then 0020, then 0202. */
const isHalfTyped = (day: string) => day.startsWith('0');

function DayField({ name, label, value, min, max, isNeeded = false, pauseMs, onChange }: DayFieldProps) {
  const isNone = (day: string) => isHalfTyped(day) || (isNeeded && day === '');
  const draft = useDraft(value, (day) => isNone(day) || onChange(day), { pauseMs });
  return (
    <Field.Root name={name}>
      <Field.Label>{label}</Field.Label>
      <DayInput
        size="S"
        value={draft.text}
        min={min}
        max={max}
        onChange={(event) => draft.setText(event.target.value)}
        onBlur={() => isNone(draft.text) && draft.setText(value)}
      />
    </Field.Root>
  );
}
