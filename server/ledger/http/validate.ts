import { z } from 'zod';
import { LEDGER_SEARCH_LENGTH, LEDGER_SEGMENTS, LEDGER_SORTS } from '../../contract';
import { instantField, nameField, pageFields, searchField, sortField } from '../../kernel/query';

/** The filter of the ledger's list and of its export. */
const filterFields = {
  segment: z.enum(LEDGER_SEGMENTS, `must be one of ${LEDGER_SEGMENTS.join(', ')}.`).default('all'),
  currency: nameField(32).optional(),
  member: nameField(40).optional(),
  search: searchField(LEDGER_SEARCH_LENGTH),
  from: instantField.optional(),
  to: instantField.optional(),
};

/** The query of `listLedgerEntries`. */
export const ledgerListQuery = z.strictObject({
  ...pageFields(),
  ...filterFields,
  sort: sortField(LEDGER_SORTS, 'posted:DESC'),
});
