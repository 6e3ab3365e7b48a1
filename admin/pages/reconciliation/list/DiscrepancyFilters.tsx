import { Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { DISCREPANCY_FILTERS, DISCREPANCY_KINDS, SEVERITIES } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Segments } from '../../../ui/Segments';
import { MemberFilter } from '../../../ui/MemberFilter';
import { DEFAULT_STATUS, type useDiscrepancyAddress } from '../useDiscrepancyAddress';
import { RunFilter } from './RunFilter';

interface DiscrepancyFiltersProps {
  readonly address: ReturnType<typeof useDiscrepancyAddress>;
  /** Of the rows that are there, to name the member that the address has only the id of. */
  readonly memberName: string | undefined;
}

const ALL = 'all';

/** Which discrepancies the list shows: each choice goes to the address at once. */
export function DiscrepancyFilters({ address, memberName }: DiscrepancyFiltersProps) {
  const translate = useTranslate();
  const { query, change, clear, isFiltered } = address;
  const status = DISCREPANCY_FILTERS.find((one) => one === (query.status ?? DEFAULT_STATUS));
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={4}>
      <Flex gap={3} justifyContent="space-between" wrap="wrap" minHeight="4.4rem">
        <Segments
          label={translate('reconciliation.column.status')}
          value={status}
          options={DISCREPANCY_FILTERS.map((value) => ({ value, label: translate(`reconciliation.filter.${value}`) }))}
          onChange={(value) => change({ status: value === DEFAULT_STATUS ? '' : value })}
        />
        {isFiltered && (
          <Button variant="tertiary" size="S" onClick={clear}>
            {translate('reconciliation.clear')}
          </Button>
        )}
      </Flex>
      <Flex gap={3} alignItems="flex-end" wrap="wrap">
        <Choice
          name="severity"
          label={translate('reconciliation.column.severity')}
          value={query.severity}
          all={translate('reconciliation.severity.all')}
          options={SEVERITIES.map((value) => ({ value, label: translate(`reconciliation.severity.${value}`) }))}
          onChange={(severity) => change({ severity })}
        />
        <Choice
          name="kind"
          label={translate('reconciliation.column.kind')}
          value={query.kind}
          all={translate('reconciliation.kind.all')}
          options={DISCREPANCY_KINDS.map((value) => ({ value, label: translate(`reconciliation.kind.${value}`) }))}
          onChange={(kind) => change({ kind })}
        />
      </Flex>
      {(query.member || query.run) && (
        <Flex gap={2} wrap="wrap">
          {query.member && <MemberFilter name={memberName ?? query.member} onRemove={() => change({ member: '' })} />}
          {query.run && <RunFilter run={query.run} onRemove={() => change({ run: '' })} />}
        </Flex>
      )}
    </Flex>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly all: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** With an empty text for all of them. */
  readonly onChange: (value: string) => void;
}

function Choice({ name, label, value, all, options, onChange }: ChoiceProps) {
  return (
    <Field.Root name={name} minWidth="20rem">
      <Field.Label>{label}</Field.Label>
      <SingleSelect size="S" value={value ?? ALL} onChange={(chosen) => onChange(chosen === ALL ? '' : String(chosen))}>
        <SingleSelectOption value={ALL}>{all}</SingleSelectOption>
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
}
