import { useGetClubQuery } from '../api/club';
import { ANY_PAGE, CLUB_SECTIONS, PAGES, type SectionName, SECTIONS } from '../permissions';
import { useGranted } from '../useGranted';

/** The sections that the administrator may see; undefined until that is known. */
export function useSections(): readonly SectionName[] | undefined {
  const { isGranted, isKnown } = useGranted(ANY_PAGE);
  const granted = SECTIONS.filter((name) => PAGES[name].some(({ action }) => isGranted(action)));
  // E24. Those of the club stand there until it is known to be off: mostly it is on, and so nothing jumps.
  const { data: club } = useGetClubQuery({}, { skip: !granted.some((name) => CLUB_SECTIONS.includes(name)) });
  const sections = club?.isOn === false ? granted.filter((name) => !CLUB_SECTIONS.includes(name)) : granted;
  return isKnown || granted.length > 0 ? sections : undefined;
}
