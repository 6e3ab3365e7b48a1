import { useCallback, useState } from 'react';

/** 128 random bits as text. Not `randomUUID`, which browsers withhold from a page that came over plain HTTP. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The key of a form, the same however often it is sent, so that a double click or a second try after a lost answer posts
 * once (B19); and what renews it once the posting is done.
 */
export function useIdempotencyKey(): readonly [string, () => void] {
  const [key, setKey] = useState(newIdempotencyKey);
  const renew = useCallback(() => setKey(newIdempotencyKey()), []);
  return [key, renew];
}
