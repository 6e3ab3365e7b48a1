import { useLayoutEffect, useRef, useState } from 'react';

/**
 * Whether a table is wider than its frame, so that its rows should be told one below the other; until the frame has the
 * room that the table needed.
 *
 * @returns a reference for the frame, which the table lies in
 */
export function useStacking(isWanted: boolean) {
  const frame = useRef<HTMLDivElement>(null);
  const [needed, setNeeded] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!isWanted || !element) return undefined;
    const look = () => {
      const { scrollWidth, clientWidth } = element;
      if (needed === null && scrollWidth > clientWidth) setNeeded(scrollWidth);
      else if (needed !== null && clientWidth >= needed) setNeeded(null);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    // Other rows may be wider.
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [isWanted, needed]);
  return { frame, isStacked: needed !== null };
}
