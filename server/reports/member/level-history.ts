import { LEVEL_STEPS, type LevelStepDto } from '../../contract';
import { type Db, formatAmount, toIso } from '../../kernel';
import type { Rules } from '../../members';
import type { MemberAccount } from './account-store';
import { countRungSteps, readRungSteps } from './level-store';

/**
 * A member's way up and down the levels, newest step first, as the ledger tells it by the thresholds of today: so it ends
 * at the level of today (L26), also after an editor has moved a threshold. At most `LEVEL_STEPS`, and how many there are.
 */
export async function levelHistory(
  db: Db,
  levels: Rules['levels'],
  accounts: readonly MemberAccount[],
): Promise<{ readonly steps: LevelStepDto[]; readonly total: number }> {
  const account = accounts.find(({ currency }) => currency === levels?.currency);
  if (!levels || !account) return { steps: [], total: 0 };
  const thresholds = levels.rungs.map(({ threshold }) => threshold);
  const found = await readRungSteps(db, account.id, thresholds, LEVEL_STEPS);
  const total = found.length < LEVEL_STEPS ? found.length : await countRungSteps(db, account.id, thresholds);
  const nameAt = (place: number) => levels.rungs[place - 1]?.name ?? null;
  const steps = found.map(({ entryId, type, postedAt, balanceAfter, from, to }) => ({
    entryId,
    type,
    at: toIso(postedAt),
    from: nameAt(from),
    to: nameAt(to),
    balanceAfter: formatAmount(balanceAfter, levels.scale),
  }));
  return { steps, total };
}
