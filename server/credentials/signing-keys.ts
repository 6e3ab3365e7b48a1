/** V11. Which key signs, and which ones have: the configuration's, or one that the plugin made once for all of its instances. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { BadgesSettings } from '../contract';
import { present, RewardsError } from '../kernel';
import type { Host } from '../kernel/host';
import { type KeyMaterial, makeKey, readPem } from './keys';
import { forgetPrivateKeys, readOwnKey, storeKey } from './key-store';

/** What signs now. */
export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

export interface SigningKeys {
  /** Sees to it that there is a key, and that its public half is on record. One instance at a time. */
  prepare(): Promise<void>;
  current(): Promise<SigningKey>;
  /** @throws KEY_CONFIGURED */
  rotate(): Promise<string>;
}

export function createSigningKeys(
  { knex, dialect, clock, transactions }: Pick<Host, 'knex' | 'dialect' | 'clock' | 'transactions'>,
  settings: () => BadgesSettings | null,
): SigningKeys {
  const stored = ({ id, publicKey }: KeyMaterial, privateKey: string | null) => ({
    ...{ id, publicKey, privateKey },
    madeAt: clock.now(),
  });

  return {
    async prepare() {
      const given = settings();
      if (given?.privateKey !== undefined) await storeKey(knex, dialect, stored(readPem(given.privateKey), null));
      else if (given && !(await readOwnKey(knex))) {
        const made = await makeKey();
        await storeKey(knex, dialect, stored(made, made.pem));
      }
    },
    async current() {
      const given = settings()?.privateKey;
      if (given !== undefined) return { id: readPem(given).id, key: createPrivateKey(given) };
      // Each time, because another instance may have made a new one.
      const { id, privateKey } = present(await readOwnKey(knex), 'the key that badges are signed with');
      return { id, key: createPrivateKey(present(privateKey, 'the private half of a key')) };
    },
    async rotate() {
      if (settings()?.privateKey !== undefined) throw new RewardsError('KEY_CONFIGURED');
      const made = await makeKey();
      await transactions.run(async (trx) => {
        await forgetPrivateKeys(trx);
        await storeKey(trx, dialect, stored(made, made.pem));
      });
      return made.id;
    },
  };
}
