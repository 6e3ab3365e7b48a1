import type { To } from 'react-router-dom';

import { DISCREPANCIES_HASH, pathOf } from '../../paths';
import { queryText } from '../../api/request';
import type { FilterName } from './useDiscrepancyAddress';

/** The list with some filters and no others, brought into sight. */
export const listOf = (filters: Partial<Record<FilterName, string>>): To => ({
  pathname: pathOf('reconciliation'),
  search: queryText(filters),
  hash: DISCREPANCIES_HASH,
});

/** What a run saw, whatever became of it since. */
export const listOfRun = (run: string): To => listOf({ run, status: 'all' });

export const discrepancyPath = (id: string): string => pathOf('reconciliation', 'discrepancies', id);
export const runsPath = (): string => pathOf('reconciliation', 'runs');
