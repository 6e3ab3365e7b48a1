import { z } from 'zod';
import { LIMITS, type RevokeDto, type RevokeInput } from '../../contract';
import { RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { nameField } from '../../kernel/query';
import type { AwardDependencies } from './award';
import { badgeNotice } from './badge-notices';
import { deleteAward, findAwardKeys, readAward } from './badge-store';
import { noteRevocation } from './revocation-store';

const revokeInput = z.strictObject({
  member: nameField(40),
  badge: nameField(64),
  revokedBy: nameField(LIMITS.actorName).optional(),
  reason: nameField(LIMITS.reason).optional(),
});

/**
 * V11. Takes a badge away from a member: once, of those who do it at the same time, and it is written down. A credential of the
 * award is revoked by it, because it says something that is true no more.
 *
 * @throws INVALID_INPUT, MEMBER_NOT_FOUND, BADGE_NOT_FOUND
 */
export async function revoke(
  { clock, dialect, outbox, inTransaction }: Omit<AwardDependencies, 'newAwardId'>,
  input: RevokeInput,
): Promise<RevokeDto> {
  const { member, badge, revokedBy, reason } = parseInput(revokeInput, input);
  return inTransaction(async (trx) => {
    const { memberRow, badgeRow } = await findAwardKeys(trx, member, badge);
    if (memberRow === null) throw new RewardsError('MEMBER_NOT_FOUND', { member });
    if (badgeRow === null) throw new RewardsError('BADGE_NOT_FOUND', { badge });
    const held = await readAward(trx, dialect, { memberRow, badgeRow });
    if (!held || !(await deleteAward(trx, held.documentId))) return { revoked: false };
    await noteRevocation(trx, dialect, {
      ...{ award: held.documentId, member, badge, revokedAt: clock.now() },
      ...{ revokedBy: revokedBy ?? null, reason: reason ?? null },
    });
    await outbox.write(trx, [badgeNotice('rewards.badge-revoked', { award: held.documentId, member, badge })]);
    return { revoked: true };
  });
}
