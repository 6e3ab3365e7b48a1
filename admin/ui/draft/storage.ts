/** What is kept of a form that has not been sent. */
export interface Kept<Draft> {
  readonly draft: Draft;
  /** Under which it may have been sent, without an answer. */
  readonly idempotencyKey: string;
}

/** Keeps a draft as long as the tab lives: through a reload, and through a log-in. */
export function keep<Draft>(name: string, kept: Kept<Draft>): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // The browser has no room or allows none: the draft lives as long as its page does.
    forget(name);
  }
}

export const forget = (name: string): void => sessionStorage.removeItem(name);

/**
 * What is kept under a name, if it is a draft of such a form.
 *
 * @param like a draft of the form, whose fields it has to have
 */
export function kept<Draft extends object>(name: string, like: Draft): Kept<Draft> | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(name) ?? 'null');
    return isKept(found, like) ? found : null;
  } catch {
    // Somebody else's text.
    return null;
  }
}

function isKept<Draft extends object>(found: unknown, like: Draft): found is Kept<Draft> {
  if (typeof found !== 'object' || found === null) return false;
  const { draft, idempotencyKey } = found as Partial<Record<'draft' | 'idempotencyKey', unknown>>;
  if (typeof idempotencyKey !== 'string' || typeof draft !== 'object' || draft === null) return false;
  // A field that is undefined is left out of JSON.
  return Object.entries(like).every(([field, value]) => value === undefined || field in draft);
}
