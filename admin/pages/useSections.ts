import { ANY_PAGE, PAGES, type SectionName, SECTIONS } from '../permissions';
import { useGranted } from '../useGranted';

/** The sections that the administrator may see; undefined until that is known. */
export function useSections(): readonly SectionName[] | undefined {
  const { isGranted, isKnown } = useGranted(ANY_PAGE);
  const sections = SECTIONS.filter((name) => PAGES[name].some(({ action }) => isGranted(action)));
  return isKnown || sections.length > 0 ? sections : undefined;
}
