import type { EntryType, SiteLocale } from '../../contract';
import type { OwnEntry } from './own-store';

/** What happened, by the row's type; a reversal and an adjustment also by which way it went. */
type What = Exclude<EntryType, 'reversal' | 'adjustment'> | 'given-back' | 'taken-back' | 'credited' | 'debited';

/** Told to the member whose rows they are. */
const WORDS: Record<SiteLocale, Record<What, string>> = {
  en: {
    grant: 'Earned',
    deduct: 'Spent',
    reserve: 'Reserved',
    release: 'Reservation ended',
    expire: 'Expired',
    'given-back': 'Given back',
    'taken-back': 'Taken back',
    credited: 'Correction in your favour',
    debited: 'Correction',
  },
  de: {
    grant: 'Gesammelt',
    deduct: 'Eingelöst',
    reserve: 'Reserviert',
    release: 'Reservierung beendet',
    expire: 'Verfallen',
    'given-back': 'Zurückerstattet',
    'taken-back': 'Zurückgenommen',
    credited: 'Korrektur zu deinen Gunsten',
    debited: 'Korrektur',
  },
};

/** V5. What a row was, in a language. */
export const wordsFor = (locale: SiteLocale, { type, amount }: Pick<OwnEntry, 'type' | 'amount'>): string =>
  WORDS[locale][whatOf(type, amount > 0n)];

function whatOf(type: EntryType, isGain: boolean): What {
  if (type === 'reversal') return isGain ? 'given-back' : 'taken-back';
  if (type === 'adjustment') return isGain ? 'credited' : 'debited';
  return type;
}
