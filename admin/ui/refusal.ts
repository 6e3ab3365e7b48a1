import { useAPIErrorHandler } from '@strapi/strapi/admin';
import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import type { ErrorCode } from '../../server/contract';
import { useTranslate } from '../translate';
import { formatDecimal } from './decimal';
import type { ApiFailure } from './Failure';

/** Why the server would not post. */
export interface Refusal {
  /** Null when the server gave no answer of the plugin's. */
  readonly code: ErrorCode | null;
  /** The field of the form that it is about; null when it is about none. */
  readonly field: string | null;
  readonly message: string;
}

/** The refusals that are about a field, though they do not name it. */
const FIELD_OF: Partial<Record<ErrorCode, string>> = {
  INSUFFICIENT_FUNDS: 'amount',
  RISING_ONLY: 'amount',
  UNKNOWN_CURRENCY: 'currency',
  MEMBER_NOT_FOUND: 'member',
};

/** Reads a failure of the API as a refusal, in the administrator's language where the plugin has the words. */
export function useRefusal(): (error: ApiFailure) => Refusal {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { _unstableFormatAPIError: explain } = useAPIErrorHandler();
  return useCallback(
    (error) => {
      const { code = null, ...details } = detailsOf(error);
      const field = details.field ?? (code === null ? null : (FIELD_OF[code as ErrorCode] ?? null));
      const message =
        code === 'INSUFFICIENT_FUNDS' && details.available !== undefined
          ? translate('adjustments.insufficient', {
              available: formatDecimal(details.available, locale, 'negative'),
            })
          : // Beside the field, its name needs no telling.
            explain(error).replace(`${field ?? ''}: `, '');
      return { code: code as ErrorCode | null, field, message };
    },
    [explain, locale, translate],
  );
}

/** A refusal's details are text, all of them (`ErrorDetails`); Strapi's own errors have other ones. */
function detailsOf(error: object): { readonly [name: string]: string | undefined } {
  const details: unknown = 'details' in error ? error.details : undefined;
  if (typeof details !== 'object' || details === null) return {};
  return Object.fromEntries(Object.entries(details).filter(([, value]) => typeof value === 'string'));
}
