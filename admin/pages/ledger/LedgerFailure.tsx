import { Button, EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { Page, useAPIErrorHandler } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { RequestError } from '../../api/ledger';
import { useTranslate } from '../../translate';

interface LedgerFailureProps {
  readonly error: RequestError;
  readonly onRetry: () => void;
}

/** Why there is no ledger to see, in the server's words, and what can be done about it. */
export function LedgerFailure({ error, onRetry }: LedgerFailureProps) {
  const translate = useTranslate();
  const { _unstableFormatAPIError: explain } = useAPIErrorHandler();
  const status = 'status' in error ? error.status : undefined;
  // The permission was taken away after the panel was loaded.
  if (status === 403) return <Page.NoPermissions />;
  return (
    <div role="alert">
      <EmptyStateLayout
        icon={<WarningCircle width="4rem" height="4rem" fill="danger600" />}
        content={`${translate('ledger.failed')} ${explain(error)}`}
        action={
          // An address that is no page stays none, however often it is asked for.
          status === 400 ? (
            <LinkButton variant="secondary" tag={Link} to={{ search: '' }}>
              {translate('ledger.first-page')}
            </LinkButton>
          ) : (
            <Button variant="secondary" onClick={onRetry}>
              {translate('retry')}
            </Button>
          )
        }
      />
    </div>
  );
}
