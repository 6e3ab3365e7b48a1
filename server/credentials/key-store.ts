import { CREDENTIAL_LIMITS } from '../contract';
import { type Db, type Dialect, writeRows } from '../kernel';
import type { Row } from '../kernel/table';
import { signingKeyTable } from './schema';

type StoredKey = Row<typeof signingKeyTable>;

/** Stores a key; one that is there stays as it is. */
export const storeKey = (db: Db, dialect: Dialect, key: StoredKey): Promise<void> =>
  writeRows(db, dialect, [signingKeyTable.insertedIfNew([key])]);

/** The newest of the keys that the plugin has made and that sign. */
export async function readOwnKey(db: Db): Promise<StoredKey | undefined> {
  return signingKeyTable.read(await newestFirst(db).whereNotNull('private_key').limit(1))[0];
}

/** The public halves of all keys, of those that sign no more as well. */
export async function readPublicKeys(db: Db): Promise<Pick<StoredKey, 'id' | 'publicKey'>[]> {
  return signingKeyTable.read(await newestFirst(db).limit(CREDENTIAL_LIMITS.keys));
}

export async function readPublicKey(db: Db, id: string): Promise<Pick<StoredKey, 'id' | 'publicKey'> | undefined> {
  return signingKeyTable.read(await db(signingKeyTable.name).select(signingKeyTable.columns).where({ id }))[0];
}

/** Takes from the plugin's keys what they sign with. */
export const forgetPrivateKeys = (db: Db): Promise<number> =>
  db(signingKeyTable.name).whereNotNull('private_key').update({ private_key: null });

const newestFirst = (db: Db) =>
  db(signingKeyTable.name)
    .select(signingKeyTable.columns)
    .orderBy([
      { column: 'made_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
