import { useRBAC } from '@strapi/strapi/admin';

import { ANY_PAGE, PAGES, rbacKey } from '../permissions';
import { SECTIONS, type SectionName } from './sections';

/** The sections that the administrator may see; undefined until that is known. */
export function useSections(): readonly SectionName[] | undefined {
  const { allowedActions, isLoading } = useRBAC(ANY_PAGE);
  if (isLoading) return undefined;
  return SECTIONS.filter((name) => PAGES[name].some(({ action }) => allowedActions[rbacKey(action)]));
}
