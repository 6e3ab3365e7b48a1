import { pathOf } from '../../paths';

/** The address of what is not there yet, so that no mission is called this. */
export const NEW = 'new';

export const missionsPath = (): string => pathOf('missions');
export const missionPath = (code: string): string => pathOf('missions', code);
export const editPath = (code: string): string => pathOf('missions', code, 'edit');
export const newPath = (): string => pathOf('missions', NEW);

/** The form of a new mission that says what another one does. */
export const copyPath = (code: string) => ({
  pathname: newPath(),
  search: new URLSearchParams({ from: code }).toString(),
});
export const FROM = 'from';
