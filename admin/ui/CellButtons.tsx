import { Flex } from '@strapi/design-system';
import type { KeyboardEvent, ReactNode } from 'react';

/** What presses a button or leaves it. */
const OF_BUTTONS = new Set(['Enter', ' ', 'Tab']);

/**
 * Several buttons in a cell of a `DataTable`. Strapi's table goes from cell to cell by the arrow keys, and takes every key
 * from a cell with more than one button for that; these keep what presses and leaves them. A dialogue that they open has to
 * stand beside the table, which would otherwise take what is typed into it
 * (test/browser/redemptions.test.ts captures by keyboard alone).
 */
export function CellButtons({ children }: { readonly children: ReactNode }) {
  const keep = (event: KeyboardEvent) => {
    if (OF_BUTTONS.has(event.key)) event.stopPropagation();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={1} paddingTop={2} paddingBottom={2} onKeyDown={keep}>
      {children}
    </Flex>
  );
}
