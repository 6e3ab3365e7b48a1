import { Box, Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { LEDGER_SEARCH_LENGTH, LEDGER_SEGMENTS } from '../../../server/contract';
import { useGetCatalogueQuery } from '../../api/catalogue';
import { useTranslate } from '../../translate';
import { SearchField } from '../../ui/SearchField';
import { Segments } from '../../ui/Segments';
import { DayRange } from './DayRange';
import { MemberFilter } from '../../ui/MemberFilter';
import type { useLedgerAddress } from './useLedgerAddress';

interface LedgerFiltersProps {
  readonly address: ReturnType<typeof useLedgerAddress>;
  /** Of the rows that are there, to name the member that the address has only the id of. */
  readonly memberName: string | undefined;
}

const ALL = 'all';

/** B7. Which rows the page shows: each choice goes to the address at once, a search when the person pauses. */
export function LedgerFilters({ address, memberName }: LedgerFiltersProps) {
  const translate = useTranslate();
  const { query, change, clear, isFiltered } = address;
  const { data: catalogue } = useGetCatalogueQuery({});
  const segment = LEDGER_SEGMENTS.find((name) => name === (query.segment ?? ALL));

  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={4}>
      <Flex gap={3} justifyContent="space-between" wrap="wrap">
        <Segments
          label={translate('ledger.segments')}
          value={segment}
          options={LEDGER_SEGMENTS.map((value) => ({ value, label: translate(`ledger.segment.${value}`) }))}
          onChange={(value) => change({ segment: value === ALL ? '' : value })}
        />
        {isFiltered && (
          <Button variant="tertiary" size="S" onClick={clear}>
            {translate('ledger.clear')}
          </Button>
        )}
      </Flex>
      <Flex gap={3} alignItems="flex-end" wrap="wrap">
        <Field.Root name="currency" minWidth="18rem">
          <Field.Label>{translate('ledger.currency')}</Field.Label>
          <SingleSelect
            size="S"
            value={query.currency ?? ALL}
            onChange={(value) => change({ currency: value === ALL ? '' : String(value) })}
          >
            <SingleSelectOption value={ALL}>{translate('ledger.currency.all')}</SingleSelectOption>
            {catalogue?.currencies.map(({ code, name }) => (
              <SingleSelectOption key={code} value={code}>
                {name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
        <DayRange from={query.from ?? ''} to={query.to ?? ''} onChange={change} />
        <Box minWidth="24rem" style={{ flex: 1 }}>
          <SearchField
            label={translate('ledger.search')}
            placeholder={translate('ledger.search.placeholder')}
            clearLabel={translate('ledger.search.clear')}
            maxLength={LEDGER_SEARCH_LENGTH}
          />
        </Box>
      </Flex>
      {query.member && <MemberFilter name={memberName ?? query.member} onRemove={() => change({ member: '' })} />}
    </Flex>
  );
}
