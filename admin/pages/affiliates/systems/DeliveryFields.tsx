import { Checkbox, Flex } from '@strapi/design-system';

import { useTranslate } from '../../../translate';
import { ChoiceField, Row, TextField } from '../../../ui/fields';
import type { SystemFormPart } from './useSystemForm';

/** F6, F7. How it is sent, when it is tried again, and what counts as a success. */
export function DeliveryFields({ form }: { readonly form: SystemFormPart }) {
  const { draft, change, refusalAt, isReadOnly } = form;
  const translate = useTranslate();
  const text = (name: 'timeoutMs' | 'ratePerMinute' | 'concurrency') => ({
    ...{ name, value: draft[name], error: refusalAt(name), disabled: isReadOnly },
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Row>
        <TextField {...text('timeoutMs')} required label={translate('affiliate-systems.timeout')} />
        <TextField {...text('concurrency')} required label={translate('affiliate-systems.concurrency')} />
        <TextField
          {...text('ratePerMinute')}
          label={translate('affiliate-systems.rate-limit')}
          placeholder={translate('affiliate-systems.rate-limit.none')}
        />
      </Row>
      <TextField
        name="schedule"
        label={translate('affiliate-systems.schedule')}
        hint={translate('affiliate-systems.schedule.hint')}
        placeholder={STANDARD}
        value={draft.isNeverRetried ? '' : draft.schedule}
        onChange={(schedule) => change({ schedule })}
        error={refusalAt('schedule')}
        disabled={isReadOnly || draft.isNeverRetried}
      />
      <Checkbox
        checked={draft.isNeverRetried}
        disabled={isReadOnly}
        onCheckedChange={(checked) => change({ isNeverRetried: checked === true })}
      >
        {translate('affiliate-systems.schedule.never')}
      </Checkbox>
      <SuccessFields form={form} />
      <Checkbox
        checked={draft.signed}
        disabled={isReadOnly}
        onCheckedChange={(checked) => change({ signed: checked === true })}
      >
        {translate('affiliate-systems.signed')}
      </Checkbox>
    </Flex>
  );
}

/** F7, as a schedule is written. */
const STANDARD = '5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h';

function SuccessFields({ form: { draft, change, refusalAt, isReadOnly } }: { readonly form: SystemFormPart }) {
  const translate = useTranslate();
  const text = (name: 'successText' | 'successPath' | 'successEquals', field: string) => ({
    ...{ name: field, value: draft[name], error: refusalAt(field), disabled: isReadOnly },
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <Row>
      <ChoiceField
        name="success"
        label={translate('affiliate-systems.success')}
        value={draft.successBy}
        options={[
          ['status', translate('affiliate-systems.success.status')],
          ['text', translate('affiliate-systems.success.text')],
          ['field', translate('affiliate-systems.success.field')],
        ]}
        onChange={(successBy) => change({ successBy })}
        error={refusalAt('success')}
        disabled={isReadOnly}
      />
      {draft.successBy === 'text' && (
        <TextField
          {...text('successText', 'success.text')}
          required
          label={translate('affiliate-systems.success.contains')}
        />
      )}
      {draft.successBy === 'field' && (
        <>
          <TextField
            {...text('successPath', 'success.path')}
            required
            label={translate('affiliate-systems.success.path')}
            placeholder="result.status"
          />
          <TextField
            {...text('successEquals', 'success.equals')}
            label={translate('affiliate-systems.success.equals')}
          />
        </>
      )}
    </Row>
  );
}
