/** Who is signed in: the token of Users & Permissions, kept on this device until they log out. */
const KEY = 'waymark-session';

export const sessionToken = (): string | null => localStorage.getItem(KEY);

export const beginSession = (token: string): void => localStorage.setItem(KEY, token);

export const endSession = (): void => localStorage.removeItem(KEY);

/** Where to log in, and come back to this page. */
export const logInAddress = (): string => `/log-in?next=${encodeURIComponent(location.pathname + location.search)}`;

/** Where somebody goes who has logged in: a page of this site, whatever the address says. */
export function afterLogIn(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/me';
  if (!URL.canParse(next, location.origin)) return '/me';
  const { origin, pathname, search } = new URL(next, location.origin);
  return origin === location.origin ? pathname + search : '/me';
}
