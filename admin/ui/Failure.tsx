import { LinkButton } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { useTranslate } from '../translate';
import { PartFailure } from './PartFailure';
import { type ApiFailure, statusOf } from './useExplain';

interface FailureProps {
  readonly error: ApiFailure;
  /** What failed, as a sentence. The server's own words follow it. */
  readonly what: string;
  readonly onRetry: () => void;
}

/** Why the page has nothing to show of what its address asks for, and what can be done about it. */
export function Failure({ error, what, onRetry }: FailureProps) {
  const translate = useTranslate();
  const status = statusOf(error);
  // The permission was taken away after the panel was loaded.
  if (status === 403) return <Page.NoPermissions />;
  // An address that is no page stays none, however often it is asked for; any part of it may be why.
  const wayOut = status === 400 && (
    <LinkButton variant="tertiary" size="S" tag={Link} to={{ search: '' }}>
      {translate('list.start-over')}
    </LinkButton>
  );
  return <PartFailure error={error} what={what} onRetry={onRetry} action={wayOut || undefined} />;
}
