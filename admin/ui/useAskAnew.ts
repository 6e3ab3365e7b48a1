import { useEffect, useRef } from 'react';

/**
 * Asks anew once what an answer hangs on has changed. To come to know it is no change: the answer is as young as that.
 *
 * @param standing undefined while it is not known
 */
export function useAskAnew(refetch: () => unknown, standing: string | undefined): void {
  const known = useRef(standing);
  useEffect(() => {
    if (known.current !== undefined && known.current !== standing) refetch();
    known.current = standing;
  }, [refetch, standing]);
}
