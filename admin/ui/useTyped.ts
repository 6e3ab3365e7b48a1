import { useDebounce } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';

import { DIRECTORY_SEARCH_LENGTH } from '../../server/contract';

const PAUSE = 250;

/** What stands in a picker's field, and what is searched for by it. */
export interface Typed {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** The text once the person pauses. */
  readonly search: string;
}

/**
 * The text of a picker.
 *
 * @param label of what is chosen; empty when nothing is. It may come to be known while the field is open.
 */
export function useTyped(label: string): Typed {
  const [text, setText] = useState(label);
  const shown = useRef(label);
  useEffect(() => {
    const before = shown.current;
    shown.current = label;
    // What somebody is typing stays.
    if (label !== '') setText((now) => (now === before ? label : now));
  }, [label]);
  // The chosen one's own text is no search.
  const search = useDebounce(text === label ? '' : text.trim(), PAUSE);
  return { text, setText, search: search.slice(0, DIRECTORY_SEARCH_LENGTH) };
}
