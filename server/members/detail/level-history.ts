import { LEVEL_STEPS, type LevelStepDto } from '../../contract';
import { type Db, formatAmount, toIso } from '../../kernel';
import type { Rules } from '../rules';
import type { MemberAccount } from './account-store';
import { readRungSteps } from './level-store';

/**
 * A member's way up and down the levels, newest step first, as the ledger tells it by the thresholds of today: so it ends
 * at the level of today (L26), also after an editor has moved a threshold.
 */
export async function levelHistory(
  db: Db,
  levels: Rules['levels'],
  accounts: readonly MemberAccount[],
): Promise<LevelStepDto[]> {
  const account = accounts.find(({ currency }) => currency === levels?.currency);
  if (!levels || !account) return [];
  const thresholds = levels.rungs.map(({ threshold }) => threshold);
  const steps = await readRungSteps(db, account.id, thresholds, LEVEL_STEPS);
  const nameAt = (place: number) => levels.rungs[place - 1]?.name ?? null;
  return steps.map(({ entryId, type, postedAt, balanceAfter, from, to }) => ({
    entryId,
    type,
    at: toIso(postedAt),
    from: nameAt(from),
    to: nameAt(to),
    balanceAfter: formatAmount(balanceAfter, levels.scale),
  }));
}
