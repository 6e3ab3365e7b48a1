import { type DueOfCurrencyDto, type ExpireDuePreviewDto, LIMITS } from '../../contract';
import { type AccountId, type Db, formatAmount, snapshot } from '../../kernel';
import type { Engine } from '../engine';
import { type Rulebook, rulesOf } from '../rulebook';
import type { AccountDraft } from '../rules/account-draft';
import { settle } from '../rules/settle';
import { countDueAccounts, findDueAccounts, readAccounts } from '../store/account-store';
import { findDamagedHeads } from './check-heads';
import { openSettlingDrafts } from './open-drafts';

/** Accounts that are read at a time. */
const PAGE = 500;

interface Sums {
  accounts: number;
  lotsExpired: number;
  expired: bigint;
  holdsReleased: number;
  released: bigint;
}

/**
 * What `expireDue` would do now: the same rules on the same drafts, of which none is written. It reads one instant of the
 * database and locks nothing, so that what is posted meanwhile is not in it.
 *
 * @throws LEDGER_BUSY
 */
export async function previewExpireDue(engine: Engine): Promise<ExpireDuePreviewDto> {
  const now = engine.clock.now();
  return snapshot(engine.db, engine.dialect, async ([db]) => {
    const rulebook = await engine.rulebookIn(db);
    const due = await findDueAccounts(db, now, LIMITS.previewedAccounts);
    const sums = new Map<string, Sums>();
    let failing = 0;
    for (let start = 0; start < due.length; start += PAGE) {
      failing += await addPage(engine, rulebook, db, due.slice(start, start + PAGE), sums);
    }
    return {
      accounts: due.length < LIMITS.previewedAccounts ? due.length : await countDueAccounts(db, now),
      accountsPreviewed: due.length,
      failing,
      currencies: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, sum]) => toDto(rulebook, code, sum)),
    };
  });
}

/** Settles some accounts on drafts and adds up the rows; answers how many could not be settled. */
async function addPage(
  engine: Engine,
  rulebook: Rulebook,
  db: Db,
  ids: readonly AccountId[],
  sums: Map<string, Sums>,
): Promise<number> {
  const accounts = await readAccounts(db, ids);
  const damaged = await findDamagedHeads(db, accounts);
  const sound = accounts.filter(({ id }) => !damaged.has(id));
  let failing = damaged.size;
  for (const draft of await openSettlingDrafts(engine, rulebook, db, sound)) {
    if (!isSettled(draft)) {
      failing += 1;
      continue;
    }
    const { currency } = draft.account;
    const sum = sums.get(currency) ?? { accounts: 0, lotsExpired: 0, expired: 0n, holdsReleased: 0, released: 0n };
    sums.set(currency, sum);
    sum.accounts += 1;
    for (const { entry } of draft.posted) {
      if (entry.type === 'expire') {
        sum.lotsExpired += 1;
        sum.expired -= entry.amount;
      } else if (entry.type === 'release') {
        sum.holdsReleased += 1;
        sum.released -= entry.held;
      }
    }
  }
  return failing;
}

/** What an account fails for, the run logs when it meets it; here it is only counted. */
function isSettled(draft: AccountDraft): boolean {
  try {
    settle(draft);
    return true;
  } catch {
    return false;
  }
}

function toDto(rulebook: Rulebook, currency: string, { expired, released, ...counts }: Sums): DueOfCurrencyDto {
  const { scale } = rulesOf(rulebook, currency);
  return { currency, ...counts, expired: formatAmount(expired, scale), released: formatAmount(released, scale) };
}
