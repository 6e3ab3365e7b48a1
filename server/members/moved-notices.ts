import type { Knex } from 'knex';
import type { Notice, Outbox } from '../kernel';
import { type Moved, readLastMemberRow, readMoved } from './moved-store';
import type { Ladder, StandingRules } from './standing-rules';
import type { Rank } from './standing-store';

/** Members that are looked at together: an edit of a tier may move all that there are. */
const WINDOW = 10_000;

const EVENT = { level: 'rewards.level-changed', tier: 'rewards.tier-changed' } as const;

/** That a member has another level or tier. */
export const movedNotice = (rank: Rank, { member, former, present }: Moved): Notice =>
  rank === 'level'
    ? { event: EVENT.level, member, says: { former, level: present } }
    : { event: EVENT.tier, member, says: { former, tier: present } };

/**
 * L44. Writes down whom an edit of the rules moves, before they are moved: in sets, whatever the number of members.
 *
 * @param was the rules before the edit
 */
export async function noteMovedMembers(
  trx: Knex.Transaction,
  outbox: Outbox,
  was: StandingRules,
  now: StandingRules,
): Promise<void> {
  await noteMoved(trx, outbox, 'level', { was: was.levels, now: now.levels });
  await noteMoved(trx, outbox, 'tier', { was: was.tiers, now: now.tiers });
}

async function noteMoved(
  trx: Knex.Transaction,
  outbox: Outbox,
  rank: Rank,
  ladders: { readonly was: Ladder | null; readonly now: Ladder | null },
): Promise<void> {
  if (!outbox.wants(EVENT[rank]) || isSame(ladders.was, ladders.now)) return;
  const last = await readLastMemberRow(trx);
  for (let first = 1; first <= last; first += WINDOW) {
    const moved = await readMoved(trx, rank, ladders, [first, first + WINDOW - 1]);
    await outbox.write(
      trx,
      moved.map((one) => movedNotice(rank, one)),
    );
  }
}

/** Whether two ladders lead everybody to the same place; most edits are of names, pictures and multipliers. */
function isSame(a: Ladder | null, b: Ladder | null): boolean {
  const saying = (ladder: Ladder | null) =>
    ladder && [ladder.currency, ...ladder.rungs.flatMap(({ code, threshold }) => [code, String(threshold)])].join(' ');
  return saying(a) === saying(b);
}
