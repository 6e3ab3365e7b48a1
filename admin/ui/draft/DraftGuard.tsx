import { useEffect, type ReactNode } from 'react';
import { useBlocker } from 'react-router-dom';

import { DiscardDialog } from './DiscardDialog';
import { UnsentProvider, useUnsent } from './unsent';

/** Where Strapi leads when a session is over; what is unsent is kept until the same administrator is back. */
const LOG_IN = '/auth/';

/**
 * Asks before another page takes the place of one with something unsent in it: by a link, by Back, by closing the tab. One
 * for all forms, because a router asks one guard only.
 */
export function DraftGuard({ children }: { readonly children: ReactNode }) {
  const { hold, isAny, discardAll } = useUnsent();
  const blocker = useBlocker(
    ({ currentLocation: { pathname: here }, nextLocation: { pathname: there } }) =>
      isAny() && here !== there && !there.startsWith(LOG_IN),
  );
  useEffect(() => {
    // The browser asks in its own words.
    const ask = (event: BeforeUnloadEvent) => {
      if (isAny()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isAny]);
  return (
    <UnsentProvider value={hold}>
      {children}
      <DiscardDialog
        isOpen={blocker.state === 'blocked'}
        onKeep={() => blocker.reset?.()}
        onDiscard={() => {
          discardAll();
          blocker.proceed?.();
        }}
      />
    </UnsentProvider>
  );
}
