import en from './en';

export type Messages = Record<string, string>;

/** The languages of the plugin. English is always there, because it stands in for every other; the rest come when used. */
export const LANGUAGES: Record<string, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).default,
};
