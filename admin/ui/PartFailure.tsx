import { Button, Flex, Typography } from '@strapi/design-system';
import { useAPIErrorHandler } from '@strapi/strapi/admin';

import type { RequestError } from '../api/ledger';
import { useTranslate } from '../translate';

interface PartFailureProps {
  readonly error: RequestError;
  readonly onRetry?: () => void;
}

/** Why a part of a page, or what was asked of it, failed: in the server's words. The rest of the page stays. */
export function PartFailure({ error, onRetry }: PartFailureProps) {
  const translate = useTranslate();
  const { _unstableFormatAPIError: explain } = useAPIErrorHandler();
  return (
    <Flex role="alert" gap={3} wrap="wrap" background="danger100" hasRadius padding={4}>
      <Typography textColor="danger700">
        {translate('failed')} {explain(error)}
      </Typography>
      {onRetry && (
        <Button variant="tertiary" size="S" onClick={onRetry}>
          {translate('retry')}
        </Button>
      )}
    </Flex>
  );
}
