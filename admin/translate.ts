import { useCallback } from 'react';
import { useIntl, type MessageDescriptor, type PrimitiveType } from 'react-intl';

import { PLUGIN_ID } from '../server/contract';
import en from './translations/en';

/** A key of `translations/en`, which has every sentence of the plugin, a file for each page. */
export type MessageKey = keyof typeof en;

/** The key under which a sentence is registered: the files leave the plugin's prefix out. */
export const translationKey = (key: string): string => `${PLUGIN_ID}.${key}`;

/** A sentence as react-intl takes it; English where the language has none. */
export const message = (key: MessageKey): { id: string; defaultMessage: string } & MessageDescriptor => ({
  id: translationKey(key),
  defaultMessage: en[key],
});

/** Puts the plugin's prefix before every key of a translation file. */
export function withPrefix(messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [translationKey(key), text]));
}

/** Says a sentence in the administrator's language. */
export function useTranslate(): (key: MessageKey, values?: Record<string, PrimitiveType>) => string {
  const { formatMessage } = useIntl();
  return useCallback((key, values) => formatMessage(message(key), values), [formatMessage]);
}
