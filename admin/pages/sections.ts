import type { PAGES } from '../permissions';

/** The plugin's pages, in the order of its navigation. `section.<name>` is what each is called. */
export const SECTIONS = [
  'overview',
  'members',
  'adjustments',
  'redemptions',
  'ledger',
  'reconciliation',
  'tasks',
] as const satisfies readonly (keyof typeof PAGES)[];
export type SectionName = (typeof SECTIONS)[number];
