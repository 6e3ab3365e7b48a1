import { useIsDesktop, useIsMobile } from '@strapi/strapi/admin';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

import type { EndpointName } from '../../../server/contract';
import type { MessageKey } from '../../translate';

/**
 * In which window a column is one: 1 in every one, 2 from a tablet on, 3 where the navigation stands at the side. In a
 * narrower one it is told below its row. What opens a row or acts on it is always a column.
 */
export type Priority = 1 | 2 | 3;

export interface Column<Row> {
  /** As the server sorts it, where it does, and as it stands in the address. */
  readonly id: string;
  readonly label: MessageKey;
  readonly priority?: Priority;
  /** Figures stand at the right, their digits of one width, and so does their heading. */
  readonly isFigure?: boolean;
  readonly maxWidth?: string;
  /** Only who may use this endpoint has the column. */
  readonly needs?: EndpointName;
  readonly cell: (row: Row) => ReactNode;
}

/**
 * How much room there is, as priorities count it: what the window has, and less where the rows are wider than that all the
 * same, so that nobody scrolls sideways to what acts on a row.
 *
 * @returns the room, and a reference for what the table lies in
 */
export function useRoom() {
  const isDesktop = useIsDesktop();
  const isMobile = useIsMobile();
  const inWindow = isDesktop ? 3 : isMobile ? 1 : 2;
  const frame = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState<{
    readonly inWindow: Priority;
    readonly room: Priority;
    readonly width: number;
  }>();
  const room: Priority = found?.inWindow === inWindow ? found.room : inWindow;
  useLayoutEffect(() => {
    const element = frame.current;
    const table = element?.firstElementChild;
    if (!element || !table) return undefined;
    const look = () => {
      const { scrollWidth, clientWidth: width } = element;
      if (room > 1 && scrollWidth > width) setFound({ inWindow, room: room === 3 ? 2 : 1, width });
      // A page that is still being laid out is narrower for a moment.
      else if (room < inWindow) setFound((before) => (before && before.width < width ? undefined : before));
    };
    look();
    // Other rows may be wider, and the frame narrower.
    const observer = new ResizeObserver(look);
    observer.observe(table);
    observer.observe(element);
    return () => observer.disconnect();
  }, [room, inWindow]);
  return { room, frame };
}

export const PRIORITY_UNLESS_TOLD = 2;
