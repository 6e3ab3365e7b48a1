import { PLUGIN_ID } from '../../server/contract';
import type { PAGES } from '../permissions';

/** The plugin's pages, in the order of its navigation. `section.<name>` is what each is called. */
export const SECTIONS = [
  'overview',
  'members',
  'ledger',
  'adjustments',
] as const satisfies readonly (keyof typeof PAGES)[];
export type SectionName = (typeof SECTIONS)[number];

/** Where a page of the plugin lies within Strapi's admin. */
export const pathTo = (page: string): string => `/plugins/${PLUGIN_ID}/${page}`;
