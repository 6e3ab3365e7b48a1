import { PLUGIN_ID } from '../server/contract';

/** Where a page of the plugin lies within the admin: `pathOf('members', id)`. */
export const pathOf = (...parts: string[]): string =>
  ['', 'plugins', PLUGIN_ID, ...parts.map((part) => encodeURIComponent(part))].join('/');

/** The part of the ledger's page that lists what is due, soonest first. */
export const DUE_HASH = '#due';

/** The part of the reconciliation's page that lists discrepancies. */
export const DISCREPANCIES_HASH = '#discrepancies';
