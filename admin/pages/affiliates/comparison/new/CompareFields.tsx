import { Button, Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import type { AffiliateComparisonDto } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { DayInput } from '../../../../ui/DayInput';
import { RestoredNotice } from '../../../../ui/draft/RestoredNotice';
import { Panel } from '../../../../ui/Panel';
import { Row } from '../../../../ui/fields';
import { FileField } from './FileField';
import { FirstLines } from './FirstLines';
import { MappingFields } from './MappingFields';
import { type CompareForm, useCompareForm } from './useCompareForm';

interface CompareFieldsProps {
  /** The code of the one that is chosen at first; empty: none is. */
  readonly system: string;
  readonly onCompared: (comparison: AffiliateComparisonDto) => void;
}

/** The form of a comparison: what is compared, then what the columns of the file are, beside its first lines. */
export function CompareFields({ system, onCompared }: CompareFieldsProps) {
  const translate = useTranslate();
  const form = useCompareForm(system, onCompared);
  const { statement, mapping, refusal } = form;
  return (
    <form
      noValidate
      aria-label={translate('affiliate-comparisons.new')}
      onSubmit={(event) => {
        event.preventDefault();
        void form.compare();
      }}
    >
      <RestoredNotice of={{ isRestored: form.form.isRestored, begin: form.beginAnew }} />
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Panel title={translate('affiliate-comparisons.what')}>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Row>
              <SystemChoice form={form} />
              <Day form={form} name="startDate" label={translate('affiliate-comparisons.start')} />
              <Day form={form} name="endDate" label={translate('affiliate-comparisons.end')} />
            </Row>
            <FileField form={form} />
          </Flex>
        </Panel>
        {statement && mapping && (
          <>
            <Panel title={translate('affiliate-comparisons.columns')}>
              <MappingFields form={form} statement={statement} mapping={mapping} />
            </Panel>
            <Panel title={translate('affiliate-comparisons.first')}>
              <FirstLines statement={statement} mapping={mapping} />
            </Panel>
          </>
        )}
      </Flex>
      <Flex justifyContent="flex-end" alignItems="center" gap={4} paddingTop={4} wrap="wrap">
        {refusal && (
          <Typography role="alert" textColor="danger600">
            {isOfForm(refusal.field) ? translate('affiliate-comparisons.refused') : refusal.message}
          </Typography>
        )}
        <Button type="submit" loading={form.isComparing} disabled={form.isReading}>
          {translate('affiliate-comparisons.compare')}
        </Button>
      </Flex>
    </form>
  );
}

const FIELDS =
  /^(system|startDate|endDate|csv|mapping\.(match|idColumn|amountColumn|currencyColumn|currency|statusColumn|bookedStatuses|dateColumn|decimalSign))$/;

/** Whether a refusal is told at a field, and needs no more than a hint at the button. */
const isOfForm = (field: string | null): boolean => field !== null && FIELDS.test(field);

function SystemChoice({ form: { draft, systems = [], change, refusalAt } }: { readonly form: CompareForm }) {
  const translate = useTranslate();
  return (
    <Field.Root name="system" required error={refusalAt('system') ?? false}>
      <Field.Label>{translate('affiliate-comparisons.column.system')}</Field.Label>
      <SingleSelect
        value={systems.some(({ code }) => code === draft.system) ? draft.system : ''}
        placeholder={translate('affiliate-comparisons.system.placeholder')}
        onChange={(code: string | number) => change({ system: String(code) })}
      >
        {systems.map(({ code, name }) => (
          <SingleSelectOption key={code} value={code}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
}

interface DayProps {
  readonly form: CompareForm;
  readonly name: 'startDate' | 'endDate';
  readonly label: string;
}

function Day({ form: { draft, change, refusalAt }, name, label }: DayProps) {
  return (
    <Field.Root name={name} required error={refusalAt(name) ?? false}>
      <Field.Label>{label}</Field.Label>
      <DayInput
        value={draft[name]}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ [name]: event.target.value })}
      />
      <Field.Error />
    </Field.Root>
  );
}
