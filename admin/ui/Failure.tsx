import { Button, EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { Page, useAPIErrorHandler } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { useTranslate } from '../translate';

/** What a query of Strapi's `adminApi` fails with. */
export type ApiFailure = Parameters<ReturnType<typeof useAPIErrorHandler>['_unstableFormatAPIError']>[0];

/** The HTTP status of a failure; undefined when the server gave no answer. */
export const statusOf = (error: object): number | undefined =>
  'status' in error && typeof error.status === 'number' ? error.status : undefined;

interface FailureProps {
  readonly error: ApiFailure;
  /** What failed, as a sentence. The server's own words follow it. */
  readonly what: string;
  readonly onRetry: () => void;
}

/** Why there is nothing to see, and what can be done about it. */
export function Failure({ error, what, onRetry }: FailureProps) {
  const translate = useTranslate();
  const { _unstableFormatAPIError: explain } = useAPIErrorHandler();
  const status = statusOf(error);
  // The permission was taken away after the panel was loaded.
  if (status === 403) return <Page.NoPermissions />;
  return (
    <div role="alert">
      <EmptyStateLayout
        icon={<WarningCircle width="4rem" height="4rem" fill="danger600" />}
        content={`${what} ${explain(error)}`}
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
