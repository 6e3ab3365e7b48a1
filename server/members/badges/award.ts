import type { Knex } from 'knex';
import { z } from 'zod';
import { LIMITS, type AwardDto, type AwardInput } from '../../contract';
import { type Clock, type Dialect, type Outbox, RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { nameField } from '../../kernel/query';
import { enlistMembers } from '../search-store';
import { badgeNotice } from './badge-notices';
import { findAwardKeys, insertAward, readAward } from './badge-store';

export interface AwardDependencies {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Runs work in the caller's transaction, or in one of its own that is tried again after a conflict. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  newAwardId(): string;
}

const awardInput = z.strictObject({
  member: nameField(40),
  badge: nameField(64),
  awardedBy: nameField(LIMITS.actorName).optional(),
});

/**
 * B16. Gives a badge to a member, once: the unique index decides between those who do it at the same time, and all of
 * them are told of the award that there is. Somebody anonymous can be given one too, for their row is theirs still.
 *
 * @throws INVALID_INPUT, MEMBER_NOT_FOUND, BADGE_NOT_FOUND
 */
export async function award(dependencies: AwardDependencies, input: AwardInput): Promise<AwardDto> {
  const { clock, dialect, outbox, inTransaction, newAwardId } = dependencies;
  const { member, badge, awardedBy } = parseInput(awardInput, input);
  return inTransaction(async (trx) => {
    const { memberRow, badgeRow } = await findAwardKeys(trx, member, badge);
    if (memberRow === null) throw new RewardsError('MEMBER_NOT_FOUND', { member });
    if (badgeRow === null) throw new RewardsError('BADGE_NOT_FOUND', { badge });
    const mine = { documentId: newAwardId(), memberRow, badgeRow, awardedBy: awardedBy ?? null };
    await insertAward(trx, mine, clock.now());
    await enlistMembers(trx, [member]);
    const found = await readAward(trx, dialect, mine);
    // Deleted by an editor at this moment.
    if (!found) throw new RewardsError('BADGE_NOT_FOUND', { badge });
    const awarded = found.documentId === mine.documentId;
    if (awarded)
      await outbox.write(trx, [badgeNotice('rewards.badge-awarded', { award: mine.documentId, member, badge })]);
    return { awarded, badge: found.badge };
  });
}
