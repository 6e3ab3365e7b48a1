import type { Knex } from 'knex';
import { z } from 'zod';
import {
  AFFILIATE_LIMITS,
  AFFILIATE_OVERLAP_DAYS,
  AFFILIATE_SIGNATURE,
  type AffiliateSecretDto,
  type AffiliateSecretInput,
} from '../../contract';
import { type Clock, DAY, type IdSource, RewardsError, toIso, toIsoOrNull } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { nameField } from '../../kernel/query';
import { problemOfSigningSecret } from '../delivery/sign';
import { replaceSecret, type StoredSecret, wipeEnded } from './secret-store';
import { problemOfSecret, type SecretCipher } from './secrets';
import type { SystemsSource } from './systems-source';

export interface SecretDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly systems: Pick<SystemsSource, 'find'>;
  /** Null: no key is configured. */
  readonly cipher: SecretCipher | null;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

const nameProblem = 'must begin with a small letter and hold small letters, digits and underscores only, 32 at most.';
const overlapProblem = `must be a whole number of milliseconds, ${AFFILIATE_OVERLAP_DAYS} days at most.`;
const LONGEST_OVERLAP = AFFILIATE_OVERLAP_DAYS * DAY;

const secretFields = z.strictObject({
  system: nameField(AFFILIATE_LIMITS.code),
  name: z.string(nameProblem).regex(/^[a-z][a-z0-9_]{0,31}$/, nameProblem),
  secret: z.string('must be text.'),
  overlapMs: z.int(overlapProblem).min(0, overlapProblem).max(LONGEST_OVERLAP, overlapProblem).default(0),
});

/** F11. Keeps a secret, in place of the one with its name: see `AffiliatesService.saveSecret`. */
export async function saveSecret(deps: SecretDependencies, input: AffiliateSecretInput): Promise<AffiliateSecretDto> {
  const { system: code, name, secret, overlapMs } = parseInput(secretFields, input);
  const problem = problemOfSecret(secret) ?? (name === AFFILIATE_SIGNATURE ? problemOfSigningSecret(secret) : null);
  if (problem !== null) throw new RewardsError('INVALID_INPUT', { field: 'secret', problem });
  const { cipher } = deps;
  if (!cipher) throw new RewardsError('NO_SECRET_KEY');
  const system = await deps.systems.find(code);
  if (!system) throw new RewardsError('SYSTEM_NOT_FOUND', { system: code });
  return deps.inTransaction(async (trx) => {
    const now = deps.clock.now();
    const place = { system: system.id, name };
    const stored: StoredSecret = {
      ...{ id: deps.newId(now), ...place, cipher: cipher.encrypt(place, secret), createdAt: now, endsAt: null },
    };
    await replaceSecret(trx, stored, now + overlapMs);
    await wipeEnded(trx, system.id, now);
    return toSecretDto(stored);
  });
}

/** F11. A secret without what it says. */
export const toSecretDto = ({ id, name, createdAt, endsAt }: StoredSecret): AffiliateSecretDto => ({
  ...{ id, name, createdAt: toIso(createdAt), endsAt: toIsoOrNull(endsAt) },
});
