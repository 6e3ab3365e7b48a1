import { Button, Flex } from '@strapi/design-system';
import { type FormEvent, useState } from 'react';

import { useTranslate } from '../../translate';
import { useKeepFocus } from '../useKeepFocus';
import { changesIn, type FilterValues } from './address';
import { FilterField } from './FilterField';
import { addressNamesOf, type Filter, type PageQuery } from './spec';
import type { ListAddress } from './useListAddress';

interface FilterBarProps<Query extends PageQuery> {
  readonly address: ListAddress<Query>;
  readonly rows: readonly unknown[];
}

/**
 * The filters that a list's spec names, each with its control. What is chosen goes to the address at once, and what is
 * typed once the person pauses; staged, all of it waits for Apply.
 */
export function FilterBar<Query extends PageQuery>({ address, rows }: FilterBarProps<Query>) {
  const { spec, values, isFiltered } = address;
  const translate = useTranslate();
  const staged = useStaged(address);
  // What clears them is gone when they are cleared, and what applies them has nothing to do.
  useKeepFocus(JSON.stringify(values));
  const { isStaged = false, hasReset = false, filters: all = [] } = spec;
  const filters: readonly Filter<string>[] = all;
  if (filters.length === 0) return null;

  const [segments, tags] = [ofKind(filters, 'segments'), ofKind(filters, 'tag')];
  const fields = filters.filter(({ kind }) => kind !== 'segments' && kind !== 'tag');
  // A search alone has room beside the segments.
  const isShort = fields.every(({ kind }) => kind === 'search');
  const controlOf = (filter: Filter<string>) => (
    <FilterField
      key={addressNamesOf(filter)[0]}
      filter={filter}
      values={isStaged && filter.kind !== 'tag' ? staged.values : values}
      onChange={isStaged && filter.kind !== 'tag' ? staged.change : (changes) => changeAtOnce(address, filter, changes)}
      pauseMs={isStaged ? 0 : undefined}
      rows={rows}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isStaged) staged.apply();
  };

  const buttons = isStaged && (
    <Flex gap={2}>
      <Button type="submit" size="S" disabled={!staged.isChanged}>
        {translate('list.apply')}
      </Button>
      {hasReset && (
        <Button
          variant="tertiary"
          size="S"
          type="button"
          onClick={() => {
            staged.drop();
            address.clear();
          }}
        >
          {translate('list.reset')}
        </Button>
      )}
    </Flex>
  );
  return (
    <form role="search" aria-label={translate('list.filters')} onSubmit={submit}>
      <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={4}>
        {!(hasReset && segments.length === 0 && !isShort) && (
          <Flex gap={3} wrap="wrap" minHeight="4.4rem">
            {segments.map(controlOf)}
            {isShort && fields.map(controlOf)}
            {!hasReset && (isFiltered || staged.isChanged) && (
              <Button
                variant="tertiary"
                size="S"
                type="button"
                onClick={() => {
                  staged.drop();
                  if (isFiltered) address.clear();
                }}
                style={{ marginInlineStart: 'auto' }}
              >
                {translate('list.clear')}
              </Button>
            )}
          </Flex>
        )}
        {!isShort && (
          <Flex gap={3} alignItems="flex-end" wrap="wrap">
            {fields.map(controlOf)}
            {hasReset && buttons}
          </Flex>
        )}
        {!hasReset && buttons}
        {tags.length > 0 && (
          <Flex gap={2} wrap="wrap">
            {tags.map(controlOf)}
          </Flex>
        )}
      </Flex>
    </form>
  );
}

/** What is chosen and not yet applied. What changes the address elsewhere, such as Back, takes it away. */
function useStaged<Query extends PageQuery>({ values, change }: ListAddress<Query>) {
  const applied = JSON.stringify(values);
  const [draft, setDraft] = useState<{ readonly applied: string; readonly changes: FilterValues }>({
    applied,
    changes: {},
  });
  const given = changesIn(values, draft.applied === applied ? draft.changes : {});
  return {
    values: Object.fromEntries(Object.entries({ ...values, ...given }).filter(([, value]) => value !== '')),
    isChanged: Object.keys(given).length > 0,
    change: (next: FilterValues) => setDraft({ applied, changes: { ...given, ...next } }),
    apply: () => change(given),
    drop: () => setDraft({ applied, changes: {} }),
  };
}

/** Back leads to the list as it was before a search, not through its letters. */
function changeAtOnce<Query extends PageQuery>(
  { values, change }: ListAddress<Query>,
  filter: Filter<string>,
  changes: FilterValues,
): void {
  const isTypedOn = Object.entries(changes).every(([name, value]) => value !== '' && values[name] !== undefined);
  change(changes, { replace: filter.kind === 'search' && isTypedOn });
}

const ofKind = (filters: readonly Filter<string>[], kind: Filter<string>['kind']) =>
  filters.filter((filter) => filter.kind === kind);
