import type { To } from 'react-router-dom';

import { type DiscrepancyListQuery, PLUGIN_ID } from '../server/contract';
import { queryText } from './api/request';

/** Where a page of the plugin lies within the admin: `pathOf('members', id)`. */
export const pathOf = (...parts: string[]): string =>
  ['', 'plugins', PLUGIN_ID, ...parts.map((part) => encodeURIComponent(part))].join('/');

/** The part of the ledger's page that lists what is due, soonest first. */
export const DUE_HASH = '#due';

/** The part of the reconciliation's page that lists discrepancies. */
export const DISCREPANCIES_HASH = '#discrepancies';

/** The discrepancies that some filters let through and no others, brought into sight. */
export const discrepanciesPath = (filters: Omit<DiscrepancyListQuery, 'page' | 'pageSize' | 'sort'>): To => ({
  pathname: pathOf('reconciliation'),
  search: queryText({ ...filters }),
  hash: DISCREPANCIES_HASH,
});

/** What a run saw, whatever became of it since. */
export const discrepanciesOfRunPath = (run: string): To => discrepanciesPath({ run, status: 'all' });

export const discrepancyPath = (id: string): string => pathOf('reconciliation', 'discrepancies', id);
