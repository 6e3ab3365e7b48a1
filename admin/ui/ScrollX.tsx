import type { ReactNode } from 'react';

interface ScrollXProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A wide table scrolls within its own frame, by keyboard too; the page never scrolls sideways. */
export function ScrollX({ label, children }: ScrollXProps) {
  return (
    <div role="group" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      {children}
    </div>
  );
}
