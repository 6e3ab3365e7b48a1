import { forwardRef, type ReactNode } from 'react';

interface ScrollXProps {
  readonly label: string;
  /** Of a long table; otherwise it is as high as it wants. */
  readonly maxHeight?: string;
  readonly children: ReactNode;
}

/** A wide table scrolls within its own frame, by keyboard too; the page never scrolls sideways. */
export const ScrollX = forwardRef<HTMLDivElement, ScrollXProps>(function ScrollX({ label, maxHeight, children }, ref) {
  return (
    <div ref={ref} role="group" aria-label={label} tabIndex={0} style={{ overflow: 'auto', maxHeight }}>
      {children}
    </div>
  );
});
