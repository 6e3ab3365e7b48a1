import type { Knex } from 'knex';
import { type Db, dialectOf, type Milliseconds, writeRows } from '../../kernel';
import type { Row } from '../../kernel/table';
import { secretTable } from '../schema';

export type StoredSecret = Row<typeof secretTable>;

/** Secrets of a system that are used at an instant, the newest first. */
export async function readSecrets(db: Db, system: string, now: Milliseconds): Promise<StoredSecret[]> {
  const rows: unknown = await db(secretTable.name)
    .select(secretTable.columns)
    .where({ system })
    .where((valid) => void valid.whereNull('ends_at').orWhere('ends_at', '>', now))
    .orderBy('id', 'desc');
  return secretTable.read(rows);
}

/** Ends the secrets of a name that are used without an end, and writes the one down that follows. */
export async function replaceSecret(
  trx: Knex.Transaction,
  secret: StoredSecret,
  formerEndsAt: Milliseconds,
): Promise<void> {
  await trx(secretTable.name)
    .where({ system: secret.system, name: secret.name })
    .where((open) => void open.whereNull('ends_at').orWhere('ends_at', '>', formerEndsAt))
    .update({ ends_at: formerEndsAt });
  await writeRows(trx, dialectOf(trx), [secretTable.inserted([secret])]);
}

/** Ends one secret. */
export async function endSecretAt(trx: Knex.Transaction, id: string, endsAt: Milliseconds): Promise<void> {
  await trx(secretTable.name).where({ id }).update({ ends_at: endsAt });
}

/** Forgets secrets that are used no more: what they say, that they were there stays. */
export async function wipeEnded(db: Db, system: string, now: Milliseconds): Promise<void> {
  await db(secretTable.name).where({ system }).where('ends_at', '<=', now).update({ cipher: '' });
}
