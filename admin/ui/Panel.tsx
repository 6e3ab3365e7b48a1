import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  /** Beside the title, at the end. */
  readonly action?: ReactNode;
  /** What stands in it has a frame of its own, as a table has. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Panel({ title, action, isBare = false, children }: PanelProps) {
  const id = useId();
  return (
    <Box tag="section" aria-labelledby={id} {...(!isBare && FRAME)}>
      <Flex justifyContent="space-between" gap={3} paddingBottom={3} wrap="wrap">
        <Typography id={id} tag="h2" variant="delta">
          {title}
        </Typography>
        {action}
      </Flex>
      {children}
    </Box>
  );
}

const FRAME = { background: 'neutral0', hasRadius: true, shadow: 'tableShadow', padding: 5 } as const;
