import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import type { ErrorCode } from '../../server/contract';
import { useTranslate } from '../translate';
import { formatDecimal } from './decimal';
import { type ApiFailure, refusalDetailsOf, useExplain } from './useExplain';

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
  WORTH_NOTHING: 'amount',
  EXCEEDS_ORDER: 'amount',
  EXCEEDS_ENTRY: 'amount',
  POOL_TOO_LOW: 'amount',
  NOT_REDEEMABLE: 'currency',
  UNKNOWN_CURRENCY: 'currency',
  MEMBER_NOT_FOUND: 'member',
};

/** Reads a failure of the API as a refusal of what a form holds. */
export function useRefusal(): (error: ApiFailure) => Refusal {
  const translate = useTranslate();
  const { locale } = useIntl();
  const explain = useExplain();
  return useCallback(
    (error) => {
      const details = refusalDetailsOf(error);
      const code = details?.code ?? null;
      const field = details?.field ?? (code === null ? null : (FIELD_OF[code] ?? null));
      const message =
        code === 'INSUFFICIENT_FUNDS' && details?.available !== undefined
          ? translate('adjustments.insufficient', { available: formatDecimal(details.available, locale, 'negative') })
          : // Beside the field, its name needs no telling.
            capitalised(explain(error).replace(`${field ?? ''}: `, ''));
      return { code, field, message };
    },
    [explain, locale, translate],
  );
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
