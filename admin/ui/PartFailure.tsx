import { Button, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { RequestError } from '../api/ledger';
import { useTranslate } from '../translate';
import { useExplain } from './useExplain';

interface PartFailureProps {
  readonly error: RequestError;
  /** What failed, as a sentence. The server's own words follow it. */
  readonly what?: string;
  readonly onRetry?: () => void;
  /** What can be done about it instead of trying again. */
  readonly action?: ReactNode;
}

/** Why a part of a page, or what was asked of it, failed. The rest of the page stays. */
export function PartFailure({ error, what, onRetry, action }: PartFailureProps) {
  const translate = useTranslate();
  const explain = useExplain();
  return (
    <Flex role="alert" gap={3} wrap="wrap" background="danger100" hasRadius padding={4}>
      <Typography textColor="danger700">
        {what ?? translate('failed')} {explain(error)}
      </Typography>
      {action ??
        (onRetry && (
          <Button variant="tertiary" size="S" onClick={onRetry}>
            {translate('retry')}
          </Button>
        ))}
    </Flex>
  );
}
