import { useState, type KeyboardEvent } from 'react';

/** How far Page Up and Page Down go: a week, where a point is a day. */
const PAGE = 7;

/** By the keys of a slider, which is what the plot is to a screen reader. */
const STEP: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: PAGE,
  PageDown: -PAGE,
  Home: -Infinity,
  End: Infinity,
};

/** The point that is told: the one below the pointer, else the one that was chosen by keys while the plot has the focus. */
export function usePoint(count: number) {
  /** Null until a key is pressed: the newest, also when another one comes in. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [isFocused, setIsFocused] = useState(false);
  const clamp = (index: number) => Math.min(Math.max(index, 0), count - 1);
  const current = clamp(chosen ?? count - 1);
  const told = pointed === null ? (isFocused ? current : null) : clamp(pointed);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setPointed(null);
      setIsFocused(false);
      return;
    }
    const step = STEP[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setPointed(null);
    setIsFocused(true);
    setChosen(clamp(current + step));
  };
  return {
    current,
    told,
    /** The pointer is at a point, or at none. */
    point: setPointed,
    /** A point was pressed: it stays when the pointer goes, as a finger does at once. */
    choose: (index: number) => {
      setPointed(index);
      setChosen(index);
    },
    handlers: {
      onKeyDown,
      onFocus: () => setIsFocused(true),
      onBlur: () => setIsFocused(false),
    },
  };
}
