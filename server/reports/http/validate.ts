import { z } from 'zod';
import { LEDGER_SEARCH_LENGTH, LEDGER_SEGMENTS, LEDGER_SORTS } from '../../contract';
import {
  amountIfAny,
  correctionFields,
  instantField,
  nameField,
  pageFields,
  searchField,
  sortField,
} from '../../kernel/query';

/** The filter of the ledger's list and of its export, and how both are sorted. */
const listFields = {
  segment: z.enum(LEDGER_SEGMENTS, `must be one of ${LEDGER_SEGMENTS.join(', ')}.`).default('all'),
  currency: nameField(32).optional(),
  member: nameField(40).optional(),
  search: searchField(LEDGER_SEARCH_LENGTH),
  from: instantField.optional(),
  to: instantField.optional(),
  sort: sortField(LEDGER_SORTS, 'posted:DESC'),
};

const entryId = nameField(26);

/*
 * What each endpoint of the ledger takes.
 */
export const ledgerListQuery = z.strictObject({ ...pageFields(), ...listFields });
export const exportQuery = z.strictObject(listFields);
export const expiringLotsQuery = z.strictObject({ ...pageFields(), currency: nameField(32).optional() });
export const oneEntry = z.strictObject({ entryId });
export const partOfEntry = z.strictObject({ entryId, amount: amountIfAny });
export const reversal = partOfEntry.extend(correctionFields);
export const holdRelease = z.strictObject({ holdId: nameField(26), ...correctionFields });
