import { useCallback, useEffect, useRef, useState } from 'react';

/** How long a person pauses before what they typed is taken: one question for a word instead of one for each letter. */
const PAUSE_MS = 350;

const asTyped = (text: string) => text;

/**
 * A field's text while it is being typed. It is handed on after a pause, and follows when the value changes elsewhere,
 * as by the browser's Back; what comes back of its own making leaves alone what was typed meanwhile.
 *
 * @param clean what is handed on of a text; a constant function
 * @returns the text, how to type another one, and how to hand it on at once
 */
export function useDraft(value: string, onSettled: (text: string) => void, clean = asTyped) {
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
    const timer = setTimeout(() => handOn(clean(text)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, clean, handOn]);

  const settle = (last: string) => {
    setText(last);
    handOn(clean(last));
  };
  return { text, setText, settle };
}
