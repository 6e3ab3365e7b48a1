import { Box, Flex, Loader, TextButton, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { useTranslate } from '../translate';

interface PreviewFrameProps {
  readonly label: string;
  readonly isLoading: boolean;
  /** Said while it is on its way. */
  readonly loading: string;
  /** Stands there as long as there is nothing to show: what is missing for it, or that it is refused. */
  readonly sentence: string | undefined;
  /** Where the server gave no answer. */
  readonly onRetry?: (() => void) | undefined;
  /** What can be shown all the same, below the sentence if there is one. */
  readonly children?: ReactNode;
}

/** Beside the fields of a form: what it would do. */
export function PreviewFrame({ label, isLoading, loading, sentence, onRetry, children }: PreviewFrameProps) {
  const translate = useTranslate();
  return (
    <Box
      role="group"
      aria-label={label}
      aria-live="polite"
      aria-busy={isLoading}
      // A large amount takes from many lots: the list scrolls, by keyboard too, and the button stays in sight.
      tabIndex={0}
      maxHeight="48rem"
      overflow="auto"
      background="neutral100"
      hasRadius
      padding={4}
    >
      {isLoading ? (
        <Flex justifyContent="center" padding={8}>
          <Loader small>{loading}</Loader>
        </Flex>
      ) : (
        <Flex direction="column" alignItems="stretch" gap={2}>
          {sentence !== undefined && <Typography textColor="neutral700">{sentence}</Typography>}
          {onRetry && (
            <Flex>
              <TextButton onClick={onRetry}>{translate('retry')}</TextButton>
            </Flex>
          )}
          {children}
        </Flex>
      )}
    </Box>
  );
}
