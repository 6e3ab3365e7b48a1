import { defineRoom } from '../kernel/room';
import { CURRENCY_UID, currencyContentType } from './content-type';
import { type CurrencyUse, currencyGuard } from './currency-guard';
import { movesStandings } from './currency-rules';

/** What an edit of the rules does to everybody else; given by the members' room, whose standings follow. */
export interface RuleEdits {
  /** Keeps everybody from deciding by the rules until the edit is through, and waits for those who have (LEDGER_BUSY). */
  lock(): Promise<void>;
  /** As `lock`; levels and tiers are others now, and every standing is brought after them. */
  recompute(): Promise<void>;
}

interface Needs {
  readonly ruleEdits: RuleEdits;
  readonly currencyUse: CurrencyUse;
}

export const currencyRoom = defineRoom<Needs>()({
  contentTypes: {
    currency: {
      uid: CURRENCY_UID,
      type: currencyContentType,
      ids: ['documentId', 'code'],
      editedWith: 'edit-rules',
      isRule: true,
    },
  },
  guards: ({ db }, { ruleEdits, currencyUse }) => [
    currencyGuard({
      db,
      use: currencyUse,
      lock: ruleEdits.lock,
      onChanged: (changes) => (changes.some(movesStandings) ? ruleEdits.recompute() : ruleEdits.lock()),
    }),
  ],
});
