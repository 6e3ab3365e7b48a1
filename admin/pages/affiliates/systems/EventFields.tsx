import { Box, Button, Checkbox, Flex, MultiSelect, MultiSelectOption, Field, Typography } from '@strapi/design-system';

import { AFFILIATE_EVENT_TYPES, AFFILIATE_LIMITS, ENTRY_TYPES, type EntryType } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { NEW_RULE, type RuleDraft } from './draft';
import { Row, TextField } from '../../../ui/fields';
import type { SystemFormPart } from './useSystemForm';

/** F2, F14, C13. Which events the system gets, and which rows of the ledger become some. */
export function EventFields({ form }: { readonly form: SystemFormPart }) {
  const { draft, change, refusalAt, isReadOnly } = form;
  const translate = useTranslate();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <TextField
        name="types"
        label={translate('affiliate-systems.types')}
        hint={translate('affiliate-systems.types.hint', { types: AFFILIATE_EVENT_TYPES.join(', ') })}
        placeholder={translate('affiliate-systems.types.all')}
        value={draft.types}
        onChange={(types) => change({ types })}
        error={refusalAt('types')}
        disabled={isReadOnly}
      />
      <Checkbox
        checked={draft.corrections}
        disabled={isReadOnly}
        onCheckedChange={(checked) => change({ corrections: checked === true })}
      >
        {translate('affiliate-systems.corrections')}
      </Checkbox>
      <Rules form={form} />
    </Flex>
  );
}

function Rules({ form: { draft, change, refusalAt, isReadOnly } }: { readonly form: SystemFormPart }) {
  const translate = useTranslate();
  const { ledgerRules: rules } = draft;
  const set = (index: number) => (part: Partial<RuleDraft>) =>
    change({ ledgerRules: rules.map((rule, i) => (i === index ? { ...rule, ...part } : rule)) });
  return (
    <Box role="group" aria-label={translate('affiliate-systems.rules')}>
      <Typography tag="h3" variant="pi" fontWeight="bold" textColor="neutral800">
        {translate('affiliate-systems.rules')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {translate('affiliate-systems.rules.hint')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
        {rules.map((rule, index) => (
          <Box
            key={index}
            role="group"
            aria-label={translate('affiliate-systems.rule', { number: index + 1 })}
            background="neutral100"
            hasRadius
            padding={4}
          >
            <RuleFields
              {...{ rule, isReadOnly }}
              set={set(index)}
              refusalAt={(of) => refusalAt(`ledgerRules.${index}.${of}`)}
            />
            {!isReadOnly && (
              <Flex justifyContent="flex-end" paddingTop={3}>
                <Button
                  variant="tertiary"
                  aria-label={translate('affiliate-systems.rule.remove', { number: index + 1 })}
                  onClick={() => change({ ledgerRules: rules.filter((_, i) => i !== index) })}
                >
                  {translate('affiliate-systems.remove')}
                </Button>
              </Flex>
            )}
          </Box>
        ))}
        {!isReadOnly && rules.length < AFFILIATE_LIMITS.ledgerRules && (
          <Flex>
            <Button variant="secondary" onClick={() => change({ ledgerRules: [...rules, NEW_RULE] })}>
              {translate('affiliate-systems.rule.add')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Box>
  );
}

interface RuleFieldsProps {
  readonly rule: RuleDraft;
  readonly set: (part: Partial<RuleDraft>) => void;
  readonly refusalAt: (field: string) => string | undefined;
  readonly isReadOnly: boolean;
}

function RuleFields({ rule, set, refusalAt, isReadOnly }: RuleFieldsProps) {
  const translate = useTranslate();
  const text = (name: 'type' | 'currency' | 'source' | 'rule') => ({
    ...{ name, value: rule[name], error: refusalAt(name), disabled: isReadOnly },
    label: translate(`affiliate-systems.rule.${name}`),
    onChange: (value: string) => set({ [name]: value }),
  });
  const ofAll = translate('affiliate-systems.rule.any');
  return (
    <Row>
      <TextField {...text('type')} required />
      <TextField {...text('currency')} required />
      <Field.Root name="entryTypes" required error={refusalAt('entryTypes') ?? false}>
        <Field.Label>{translate('affiliate-systems.rule.entry-types')}</Field.Label>
        <MultiSelect
          value={[...rule.entryTypes]}
          withTags={false}
          disabled={isReadOnly}
          customizeContent={() => rule.entryTypes.map((type) => translate(`ledger.type.${type}`)).join(', ')}
          onChange={(entryTypes: string[]) => set({ entryTypes: entryTypes as EntryType[] })}
        >
          {ENTRY_TYPES.map((type) => (
            <MultiSelectOption key={type} value={type}>
              {translate(`ledger.type.${type}`)}
            </MultiSelectOption>
          ))}
        </MultiSelect>
        <Field.Error />
      </Field.Root>
      <TextField {...text('source')} placeholder={ofAll} />
      <TextField {...text('rule')} placeholder={ofAll} />
    </Row>
  );
}
