import { useAPIErrorHandler } from '@strapi/strapi/admin';
import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import { ERRORS, type ErrorCode } from '../../server/contract';
import { useTranslate } from '../translate';
import { formatDecimal } from './decimal';
import { TO_THE_MINUTE } from './instantFormat';

/** What a query of Strapi's `adminApi` fails with. */
export type ApiFailure = Parameters<ReturnType<typeof useAPIErrorHandler>['_unstableFormatAPIError']>[0];

/** What a refusal of the plugin tells a program. */
export interface RefusalDetails {
  readonly code: ErrorCode;
  readonly [detail: string]: string | undefined;
}

/** The details that are amounts, as decimal strings, whatever the code. */
const AMOUNTS = new Set(['amount', 'available', 'held', 'left', 'most', 'remaining', 'requested']);

/** Tells a refusal, by its code, in the administrator's language. */
export function useTellRefusal(): (details: RefusalDetails) => string {
  const translate = useTranslate();
  const { locale, formatDate } = useIntl();
  return useCallback(
    ({ code, ...details }) => {
      const shown = (name: string, value: string): string => {
        if (AMOUNTS.has(name)) return formatDecimal(value, locale, 'negative');
        return name === 'since' ? formatDate(value, TO_THE_MINUTE) : value;
      };
      const given = Object.entries(details).map(([name, value = '']) => [name, shown(name, value)] as const);
      return translate(`error.${code}`, Object.fromEntries(given));
    },
    [formatDate, locale, translate],
  );
}

/** Why a request failed: a refusal of the plugin by its code, everything else as Strapi tells it. */
export function useExplain(): (error: ApiFailure) => string {
  const translate = useTranslate();
  const tell = useTellRefusal();
  const { _unstableFormatAPIError: formatOther } = useAPIErrorHandler();
  return useCallback(
    (error) => {
      const details = refusalDetailsOf(error);
      if (details) return tell(details);
      // What the browser says of it is of no use to anybody.
      return statusOf(error) === undefined ? translate('unanswered') : formatOther(error);
    },
    [formatOther, tell, translate],
  );
}

/** The HTTP status of a failure; undefined when the server gave no answer. */
export const statusOf = (error: object): number | undefined =>
  'status' in error && typeof error.status === 'number' ? error.status : undefined;

/** The details of a refusal of this plugin, all of them text (`ErrorDetails`); null for any other failure. */
export function refusalDetailsOf(error: object): RefusalDetails | null {
  const details: unknown = 'details' in error ? error.details : undefined;
  if (typeof details !== 'object' || details === null) return null;
  const texts = Object.fromEntries(Object.entries(details).filter(([, value]) => typeof value === 'string'));
  const { code, ...others } = texts as Record<string, string>;
  return code !== undefined && isOurs(code) ? { ...others, code } : null;
}

const isOurs = (code: string): code is ErrorCode => code in ERRORS;
