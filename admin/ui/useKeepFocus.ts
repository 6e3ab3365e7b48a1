import { useEffect, useRef } from 'react';

/** The main part of every page, which Strapi's layout lets take the focus. */
const MAIN = 'main-content';

/**
 * Puts the focus on the page when what had it went away together with a change, such as the button of an act that is
 * done: the next Tab then goes on in the page, and not at the beginning of the navigation.
 *
 * @param standing what the buttons on the page hang on
 */
export function useKeepFocus(standing: unknown): void {
  const known = useRef(standing);
  useEffect(() => {
    if (known.current === standing) return undefined;
    known.current = standing;
    // A dialogue that closes gives the focus back a moment later, if there is anything to give it to.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) document.getElementById(MAIN)?.focus();
    });
    return () => clearTimeout(timer);
  }, [standing]);
}
