import type { Knex } from 'knex';
import type { AffiliateSecretDto } from '../../contract';
import { type Clock, RewardsError } from '../../kernel';
import { toSecretDto } from './save-secret';
import { endSecretAt, readSecrets, wipeEnded } from './secret-store';
import type { AffiliateSystem } from './system-store';

interface Dependencies {
  readonly clock: Clock;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

/** F11. Has a secret used no more, from now on, and forgets what it says. @throws SECRET_NOT_FOUND */
export async function endSecret(
  { clock, inTransaction }: Dependencies,
  system: AffiliateSystem,
  id: string,
): Promise<AffiliateSecretDto> {
  return inTransaction(async (trx) => {
    const now = clock.now();
    const secret = (await readSecrets(trx, system.id, now)).find((one) => one.id === id);
    if (!secret) throw new RewardsError('SECRET_NOT_FOUND', { system: system.name, secret: id });
    await endSecretAt(trx, id, now);
    await wipeEnded(trx, system.id, now);
    return toSecretDto({ ...secret, endsAt: now });
  });
}
