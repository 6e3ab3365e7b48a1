import type { Knex } from 'knex';
import { type Db, DATABASE_CLOCK, type Dialect, type Milliseconds, writeRows } from '../kernel';
import { dispatcherTable } from './schema';

/** The one row of the table. */
const ROW = 'dispatcher';

/** Makes the row, once for ever. */
export const prepareDispatcher = (db: Db, dialect: Dialect): Promise<void> =>
  writeRows(db, dialect, [dispatcherTable.insertedIfNew([{ id: ROW, owner: null, expiresAt: 0 }])]);

/** Makes a process the one that tells, or lets it stay so; false while it is another one. */
export async function claimDispatcher(
  db: Knex,
  dialect: Dialect,
  owner: string,
  forMs: Milliseconds,
): Promise<boolean> {
  const claimed = await db(dispatcherTable.name)
    .where('id', ROW)
    .where(
      (free) =>
        void free.where('owner', owner).orWhereNull('owner').orWhereRaw(`expires_at <= ${DATABASE_CLOCK[dialect]}`),
    )
    .update({ owner, expires_at: db.raw(`${DATABASE_CLOCK[dialect]} + ${forMs}`) });
  return claimed > 0;
}

/** Lets another process tell. */
export async function releaseDispatcher(db: Knex, owner: string): Promise<void> {
  await db(dispatcherTable.name).where({ id: ROW, owner }).update({ owner: null, expires_at: 0 });
}
