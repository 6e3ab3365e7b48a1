import { ANY_PAGE, PAGES } from '../permissions';
import { useGranted } from '../useGranted';
import { SECTIONS, type SectionName } from './sections';

/** The sections that the administrator may see; undefined until that is known. */
export function useSections(): readonly SectionName[] | undefined {
  const { isGranted, isKnown } = useGranted(ANY_PAGE);
  const sections = SECTIONS.filter((name) => PAGES[name].some(({ action }) => isGranted(action)));
  return isKnown || sections.length > 0 ? sections : undefined;
}
