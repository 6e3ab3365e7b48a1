import { Field } from '@strapi/design-system';

import { useTranslate } from '../../../translate';
import { DayInput } from '../../../ui/DayInput';
import { Row, TextField } from '../../../ui/fields';
import type { MissionFormPart } from './useMissionForm';

/** E9. From which day to which, and by whose calendar. */
export function ValidityFields({ draft, change, refusalAt }: MissionFormPart) {
  const translate = useTranslate();
  const day = (name: 'fromDay' | 'untilDay', label: string, error: string | undefined) => (
    <Field.Root name={name} error={error ?? false}>
      <Field.Label>{label}</Field.Label>
      <DayInput
        value={draft[name]}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ [name]: event.target.value })}
      />
      <Field.Error />
    </Field.Root>
  );
  return (
    <Row>
      {day('fromDay', translate('missions.field.from'), refusalAt('validFrom'))}
      {day('untilDay', translate('missions.field.until'), refusalAt('validUntil'))}
      <TextField
        name="timeZone"
        label={translate('missions.field.zone')}
        hint={translate('missions.field.zone.hint')}
        value={draft.timeZone}
        onChange={(timeZone) => change({ timeZone })}
        error={refusalAt('timeZone')}
      />
    </Row>
  );
}
