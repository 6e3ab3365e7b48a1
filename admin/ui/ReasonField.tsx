import { Field, Textarea } from '@strapi/design-system';
import { useState } from 'react';

import { LIMITS } from '../../server/contract';
import { useTranslate } from '../translate';

/** Whether the server would take the reason; spaces around it do not count. */
export function isReason(reason: string): boolean {
  const { length } = reason.trim();
  return length >= LIMITS.reasonOfAdjustment && length <= LIMITS.reason;
}

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly disabled?: boolean;
}

/** Why a person changes a balance (B18). It counts along, and objects only once the person has left the field. */
export function ReasonField({ value, onChange, disabled = false }: ReasonFieldProps) {
  const translate = useTranslate();
  const [isLeft, setLeft] = useState(false);
  const { length } = value.trim();
  const missing = LIMITS.reasonOfAdjustment - length;
  const problem =
    missing > 0 ? translate('reason.short', { min: LIMITS.reasonOfAdjustment }) : translate('reason.long');
  const count = translate('reason.count', { length, min: LIMITS.reasonOfAdjustment, max: LIMITS.reason });
  return (
    <Field.Root name="reason" required hint={count} error={isLeft && !isReason(value) && problem}>
      <Field.Label>{translate('reason.label')}</Field.Label>
      <Textarea
        value={value}
        disabled={disabled}
        rows={3}
        placeholder={translate('reason.placeholder')}
        onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
        onBlur={() => setLeft(true)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
