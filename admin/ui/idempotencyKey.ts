import { useCallback, useState } from 'react';

import { newKey } from './newKey';

/**
 * The key of a form, the same however often it is sent, so that a double click or a second try after a lost answer posts
 * once (B19); and what renews it once the posting is done.
 */
export function useIdempotencyKey(): readonly [string, () => void] {
  const [key, setKey] = useState(newKey);
  const renew = useCallback(() => setKey(newKey()), []);
  return [key, renew];
}
