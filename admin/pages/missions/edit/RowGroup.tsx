import { Box, Button, Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { useTranslate } from '../../../translate';

interface RowGroupProps {
  readonly label: string;
  readonly removeLabel: string;
  /** Undefined: it has to stay. */
  readonly onRemove: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One of several in a form, with the button that takes it away. */
export function RowGroup({ label, removeLabel, onRemove, children }: RowGroupProps) {
  const translate = useTranslate();
  return (
    <Box role="group" aria-label={label} background="neutral100" hasRadius padding={4}>
      {children}
      {onRemove && (
        <Flex justifyContent="flex-end" paddingTop={3}>
          <Button variant="tertiary" aria-label={removeLabel} onClick={onRemove}>
            {translate('missions.remove')}
          </Button>
        </Flex>
      )}
    </Box>
  );
}

interface AddButtonProps {
  readonly label: string;
  readonly onClick: () => void;
}

export const AddButton = ({ label, onClick }: AddButtonProps) => (
  <Flex>
    <Button variant="secondary" onClick={onClick}>
      {label}
    </Button>
  </Flex>
);

/** The same list with one of its rows changed. */
export const withRow = <Row,>(rows: readonly Row[], place: number, part: Partial<Row>): readonly Row[] =>
  rows.map((row, index) => (index === place ? { ...row, ...part } : row));

export const withoutRow = <Row,>(rows: readonly Row[], place: number): readonly Row[] =>
  rows.filter((_, index) => index !== place);
