import { type ExpireDueOptions, type ExpireDueResult, LIMITS } from '../../contract';
import { type AccountId, invariant, InvariantViolation, sentenceOf } from '../../kernel';
import type { AccountDraft } from '../rules/account-draft';
import type { Engine } from '../engine';
import { findDamagedHeads } from './check-heads';
import { openDraft } from './open-drafts';
import { compareWithSnapshot } from './resolve';
import { settle } from '../rules/settle';
import { findDueAccounts, lockAccounts } from '../store/account-store';
import { writeDrafts } from './write';

/** Accounts that are looked up at a time. */
const PAGE = 500;

/** Accounts of which a run says why they failed; the others are counted. */
const TOLD = 20;

/**
 * Settles every account on which something has fallen due: one transaction an account, so that a long run holds no lock
 * for long and goes on past an account that fails. In a transaction of the caller's all of it is in that one. Running it
 * late, again or in parallel writes each row once (L15). An account that somebody else has locked stays due. Asked to stop,
 * it ends before the next account.
 */
export async function expireDue(
  engine: Engine,
  { limit = LIMITS.expireAccounts, signal, onProgress }: ExpireDueOptions = {},
): Promise<ExpireDueResult> {
  const now = engine.clock.now();
  const failed = new Set<AccountId>();
  const passedOver = new Set<AccountId>();
  let accounts = 0;
  let lotsExpired = 0;
  let holdsReleased = 0;
  const result = () => ({ accounts, lotsExpired, holdsReleased, failed: failed.size });
  while (accounts < limit) {
    const db = engine.transactions.current() ?? engine.db;
    const page = await findDueAccounts(db, now, PAGE + failed.size + passedOver.size);
    const ids = page.filter((id) => !failed.has(id) && !passedOver.has(id)).slice(0, limit - accounts);
    if (ids.length === 0) break;
    for (const id of ids) {
      if (signal?.aborted) return result();
      try {
        const draft = await settleAccount(engine, id);
        if (!draft) passedOver.add(id);
        const rows = draft?.posted ?? [];
        // Settled, it is due later or never; were it not, the next look-up would find it for ever.
        invariant(
          !draft || (draft.account.nextDueAt ?? Infinity) > draft.now,
          `account ${id} is due after it was settled`,
        );
        lotsExpired += rows.filter(({ entry }) => entry.type === 'expire').length;
        holdsReleased += rows.filter(({ entry }) => entry.type === 'release').length;
      } catch (error) {
        // The account stays due, and the next run meets it again.
        failed.add(id);
        if (failed.size <= TOLD) engine.log.error(`Rewards: account ${id} could not be settled. ${sentenceOf(error)}`);
      }
      accounts += 1;
      await onProgress?.(result());
    }
  }
  return result();
}

/** Undefined: somebody else has the account locked, or it is gone. */
function settleAccount(engine: Engine, id: AccountId): Promise<AccountDraft | undefined> {
  const isJoined = engine.transactions.current() !== undefined;
  return engine.transactions.run(async (trx) => {
    const rulebook = await engine.lockRules(trx);
    const [account] = await lockAccounts(trx, engine.dialect, [id], { skipLocked: !isJoined });
    if (!account) return undefined;
    await compareWithSnapshot(trx, [account]);
    const [sentence] = (await findDamagedHeads(trx, [account])).values();
    if (sentence !== undefined) throw new InvariantViolation(sentence);
    const draft = await openDraft(engine, rulebook, trx, account);
    settle(draft);
    await writeDrafts(engine, rulebook, trx, [draft]);
    return draft;
  });
}
