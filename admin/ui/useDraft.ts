import { useEffect, useRef, useState } from 'react';

/** How long a person pauses before what they typed is taken: one question for a word instead of one for each letter. */
const PAUSE_MS = 350;

/**
 * A field's text while it is being typed. It is handed on after a pause, and follows when the value changes elsewhere,
 * as by the browser's Back.
 *
 * @returns the text, how to type another one, and how to hand it on at once
 */
export function useDraft(value: string, onSettled: (text: string) => void) {
  const [text, setText] = useState(value);
  const settled = useRef(onSettled);
  settled.current = onSettled;

  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => settled.current(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  const settle = (last: string) => {
    setText(last);
    if (last !== value) settled.current(last);
  };
  return { text, setText, settle };
}
