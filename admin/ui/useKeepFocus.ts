import { useEffect, useRef } from 'react';

/** The main part of every page, which Strapi's layout lets take the focus. */
const MAIN = 'main-content';

/**
 * Puts the focus on the page when what had it went away together with a change, such as the button of an act that is
 * done: the next Tab then goes on in the page, and not at the beginning of the navigation. Where nothing had it, as on a
 * page that has only just loaded, nothing gets it; and what is in sight stays there either way.
 *
 * @param standing what the buttons on the page hang on
 */
export function useKeepFocus(standing: unknown): void {
  const known = useRef(standing);
  const holder = useRef<EventTarget | null>(null);

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      holder.current = target;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);

  useEffect(() => {
    if (known.current === standing) return undefined;
    known.current = standing;
    // A dialogue that closes gives the focus back a moment later, if there is anything to give it to.
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body || !isOutOfReach(holder.current)) return;
      // The page is higher than the window mostly: shown from its beginning, it would push the navigation above it away.
      document.getElementById(MAIN)?.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [standing]);
}

/** Something that had the focus and cannot have it any longer; whoever clicks beside it has let go of it. */
function isOutOfReach(holder: EventTarget | null): boolean {
  return holder instanceof Element && (!holder.isConnected || holder.matches(':disabled'));
}
