import { z } from 'zod';
import { LEDGER_LAST_PAGE, LEDGER_PAGE_SIZE, LIMITS } from '../../contract';

/** A whole number from 1, as it stands in a query string: digits only, once. */
const countUpTo = (largest: number) => {
  const problem = `must be a whole number from 1 to ${largest}.`;
  return z
    .string(problem)
    .regex(/^\d{1,15}$/, problem)
    .transform(Number)
    .refine((value) => value >= 1 && value <= largest, problem);
};

/** The query of `listLedgerEntries`. */
export const ledgerListQuery = z.strictObject({
  page: countUpTo(LEDGER_LAST_PAGE).default(1),
  pageSize: countUpTo(LIMITS.pageSize).default(LEDGER_PAGE_SIZE),
});
