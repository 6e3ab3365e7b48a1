import { useCallback, useEffect, useRef, useState } from 'react';

/** How long a person pauses before what they typed is taken: one question for a word instead of one for each letter. */
const PAUSE_MS = 350;

const asTyped = (text: string) => text;

interface DraftOptions {
  /** What is handed on of a text; a constant function. */
  readonly clean?: (text: string) => string;
  readonly pauseMs?: number | undefined;
}

/**
 * A field's text while it is being typed. It is handed on after a pause, and follows when the value changes elsewhere,
 * as by the browser's Back; what comes back of its own making leaves alone what was typed meanwhile.
 *
 * @returns the text, how to type another one, and how to hand it on at once
 */
export function useDraft(value: string, onSettled: (text: string) => void, options: DraftOptions = {}) {
  const { clean = asTyped, pauseMs = PAUSE_MS } = options;
  const [text, setText] = useState(value);
  const settled = useRef(onSettled);
  settled.current = onSettled;
  const handedOn = useRef(value);

  const handOn = useCallback((last: string) => {
    if (last === handedOn.current) return;
    handedOn.current = last;
    settled.current(last);
  }, []);

  useEffect(() => {
    if (value === handedOn.current) return;
    handedOn.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const timer = setTimeout(() => handOn(clean(text)), pauseMs);
    return () => clearTimeout(timer);
  }, [text, clean, handOn, pauseMs]);

  const settle = (last: string) => {
    setText(last);
    handOn(clean(last));
  };
  return { text, setText, settle };
}
