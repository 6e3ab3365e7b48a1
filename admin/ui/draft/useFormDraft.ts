import { useAuth } from '@strapi/strapi/admin';
import { useCallback, useEffect, useState } from 'react';

import { PLUGIN_ID } from '../../../server/contract';
import { newIdempotencyKey } from '../idempotencyKey';
import { forget, keep, kept } from './storage';
import { useHold } from './unsent';

export interface FormDraft<Draft> {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /**
   * The same however often the form is sent, so that a double click, or a second try after a lost answer or a reload,
   * posts once (B19).
   */
  readonly idempotencyKey: string;
  readonly renewKey: () => void;
  /** Whether it was typed before the page was loaded, or before somebody had to log in again. */
  readonly isRestored: boolean;
  /** Begins another filling-in, with a key of its own: as it was at first, or with this in it. */
  readonly begin: (blank?: Draft) => void;
}

/** A form's draft to whoever need not know what stands in it. */
export interface AnyFormDraft extends Pick<FormDraft<object>, 'isRestored'> {
  readonly begin: () => void;
}

interface State<Draft> {
  /** What stands in the form before anything is typed. */
  readonly blank: Draft;
  readonly draft: Draft;
  readonly idempotencyKey: string;
  readonly isRestored: boolean;
}

/**
 * What stands in a form. While it is unsent, whoever leaves is asked first (`DraftGuard`, `GuardedModal`), and it is kept
 * for the administrator who typed it; it is forgotten when it was sent (`begin`) or discarded.
 *
 * @param form names the form and what it is about
 */
export function useFormDraft<Draft extends object>(form: string, first: Draft): FormDraft<Draft> {
  const user = useAuth('useFormDraft', (auth) => auth.user?.id);
  const name = `${PLUGIN_ID}:draft:${user ?? ''}:${form}`;
  const hold = useHold();
  const [state, setState] = useState<State<Draft>>(() => {
    const found = kept(name, first);
    if (!found) return begun(first);
    return { blank: first, ...found, isRestored: true };
  });
  const { blank, draft, idempotencyKey, isRestored } = state;
  const isUnsent = !isSame(draft, blank);

  const begin = useCallback(
    (next?: Draft) => {
      // At once: the form may be gone before React comes to its effects.
      forget(name);
      setState((before) => begun(next ?? before.blank));
    },
    [name],
  );
  useEffect(() => {
    if (isUnsent) keep(name, { draft, idempotencyKey });
    else forget(name);
  }, [name, isUnsent, draft, idempotencyKey]);
  useEffect(() => (isUnsent ? hold({ discard: begin }) : undefined), [isUnsent, hold, begin]);

  const change = useCallback(
    (part: Partial<Draft>) => setState((before) => ({ ...before, draft: { ...before.draft, ...part } })),
    [],
  );
  const renewKey = useCallback(() => setState((before) => ({ ...before, idempotencyKey: newIdempotencyKey() })), []);
  return { draft, change, idempotencyKey, renewKey, isRestored: isRestored && isUnsent, begin };
}

const begun = <Draft>(blank: Draft): State<Draft> => ({
  ...{ blank, draft: blank, isRestored: false },
  idempotencyKey: newIdempotencyKey(),
});

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
