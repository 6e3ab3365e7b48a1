import type { Knex } from 'knex';
import { type Clock, type Milliseconds, RewardsError } from '../../kernel';
import { readSecrets } from './secret-store';
import type { SecretCipher } from './secrets';
import type { AffiliateSystem } from './system-store';

/** A secret that is used now, as it is. */
export interface ValidSecret {
  readonly name: string;
  readonly secret: string;
}

export interface SecretsDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  /** Null: no key is configured. */
  readonly cipher: SecretCipher | null;
}

/** How long secrets are kept in memory: whoever replaces one waits no longer for it to be used. */
const LONGEST_AGE: Milliseconds = 1_000;

/** F11. The secrets of a system that are used now, the newest of a name first. @throws NO_SECRET_KEY, UnreadableSecret */
export async function validSecrets(
  { db, clock, cipher }: SecretsDependencies,
  { id: system }: Pick<AffiliateSystem, 'id'>,
): Promise<readonly ValidSecret[]> {
  const stored = await readSecrets(db, system, clock.now());
  if (stored.length === 0) return [];
  if (!cipher) throw new RewardsError('NO_SECRET_KEY');
  return stored.map(({ name, cipher: hidden }) => ({ name, secret: cipher.decrypt({ system, name }, hidden) }));
}

/** F11. Secrets of systems, read once for all that is sent within a second. Outside of transactions. */
export function createSecretsSource({ db, clock, cipher }: SecretsDependencies) {
  const kept = new Map<string, { readonly readAt: Milliseconds; readonly secrets: Promise<readonly ValidSecret[]> }>();

  return (system: AffiliateSystem): Promise<readonly ValidSecret[]> => {
    const known = kept.get(system.id);
    if (known && performance.now() - known.readAt < LONGEST_AGE) return known.secrets;
    const secrets = validSecrets({ db, clock, cipher }, system);
    kept.set(system.id, { readAt: performance.now(), secrets });
    // What could not be read is read again the next time.
    secrets.catch(() => kept.delete(system.id));
    return secrets;
  };
}
