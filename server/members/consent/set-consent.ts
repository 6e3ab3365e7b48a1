import type { Knex } from 'knex';
import { z } from 'zod';
import { type Consent, CONSENTS, type ConsentsDto, type SetConsentInput } from '../../contract';
import { type Clock, type Dialect, type Milliseconds, type Outbox, RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { nameField } from '../../kernel/query';
import { consentNotices } from './consent-notices';
import { type ConsentChange, lockConsents, writeConsents } from './consent-store';

export interface ConsentDependencies {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Runs work in the caller's transaction, or in one of its own that is tried again after a conflict. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

const yesOrNo = z.boolean('must be true or false.').optional();

export const consentFields = Object.fromEntries(CONSENTS.map((consent) => [consent, yesOrNo])) as Record<
  Consent,
  typeof yesOrNo
>;

const consentInput = z.strictObject({ member: nameField(40), ...consentFields });

type Chosen = { readonly [C in Consent]?: boolean | undefined };

/** The changes from what a member had chosen to what they choose now. */
export function changesOfConsent(
  member: string,
  former: ConsentsDto,
  chosen: Chosen,
  changedAt: Milliseconds,
): ConsentChange[] {
  return CONSENTS.flatMap((consent) => {
    const given = chosen[consent];
    if (given === undefined || given === former[consent]) return [];
    return [{ member, consent, former: former[consent], given, changedAt }];
  });
}

/**
 * V7. What a member has chosen holds when this resolves, and is written down with what held before. Choosing what holds
 * already changes nothing.
 *
 * @throws INVALID_INPUT, MEMBER_NOT_FOUND
 */
export async function setConsent(dependencies: ConsentDependencies, input: SetConsentInput): Promise<void> {
  const { dialect, clock, outbox, inTransaction } = dependencies;
  const { member, ...chosen } = parseInput(consentInput, input);
  await inTransaction(async (trx) => {
    const former = await lockConsents(trx, dialect, member);
    if (!former) throw new RewardsError('MEMBER_NOT_FOUND', { member });
    const now = clock.now();
    const changes = changesOfConsent(member, former, chosen, now);
    if (changes.length === 0) return;
    await writeConsents(trx, dialect, member, changes, now);
    await outbox.write(trx, consentNotices(changes));
  });
}
