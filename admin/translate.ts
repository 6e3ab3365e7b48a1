import { PLUGIN_ID } from './pluginId';

/** The key under which a sentence of `translations/*.json` is registered: the files leave the plugin's prefix out. */
export const translationKey = (key: string): string => `${PLUGIN_ID}.${key}`;

/** Puts the plugin's prefix before every key of a translation file. */
export function withPrefix(messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [translationKey(key), text]));
}
