import { createContext, useCallback, useContext, useState } from 'react';

/** Something that was typed and has not been sent. */
export interface Unsent {
  /** Forgets it, here and where it is kept. */
  discard(): void;
}

type Hold = (unsent: Unsent) => () => void;

const UnsentContext = createContext<Hold>(() => () => undefined);
export const UnsentProvider = UnsentContext.Provider;

/** How a form tells all that stand around it that something unsent stands in it; what it gets back takes that back. */
export const useHold = (): Hold => useContext(UnsentContext);

/** What stands unsent in the forms within a part of the page, which is told further up as well. */
export function useUnsent() {
  const above = useHold();
  const [held] = useState(() => new Set<Unsent>());
  const hold = useCallback<Hold>(
    (unsent) => {
      held.add(unsent);
      const release = above(unsent);
      return () => {
        held.delete(unsent);
        release();
      };
    },
    [above, held],
  );
  const isAny = useCallback(() => held.size > 0, [held]);
  const discardAll = useCallback(() => [...held].forEach((unsent) => unsent.discard()), [held]);
  return { hold, isAny, discardAll };
}
