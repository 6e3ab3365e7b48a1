import type { Knex } from 'knex';
import type { AffiliateSystemSettings } from '../../contract';
import { type Db, type Milliseconds, presently } from '../../kernel';
import { AFFILIATE_TABLES, deliveryTable, secretTable, systemStateTable } from '../schema';

/** C11. A system that events are sent to. */
export interface AffiliateSystem {
  /** Its documentId. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly settings: AffiliateSystemSettings;
}

/**
 * Every system, in the order of their codes.
 *
 * @param present shows what is committed now, also in a transaction whose snapshot is older (MySQL)
 */
export async function readSystems(db: Db, present = false): Promise<AffiliateSystem[]> {
  const query = db(AFFILIATE_TABLES.systems).select('document_id as id', 'code', 'name', 'settings').orderBy('code');
  const rows = (await (present ? presently(db, query) : query)) as Record<
    'id' | 'code' | 'name' | 'settings',
    unknown
  >[];
  return rows.map(({ id, code, name, settings }) => ({
    ...{ id: id as string, code: code as string, name: name as string },
    // PostgreSQL reads JSON for us.
    settings: (typeof settings === 'string' ? JSON.parse(settings) : settings) as AffiliateSystemSettings,
  }));
}

/** When a system was last changed, by which a change is told from one that somebody else has made meanwhile. */
export async function versionOf(db: Db, system: string): Promise<Milliseconds> {
  const query = db(AFFILIATE_TABLES.systems).select('updated_at').where('document_id', system);
  const [row] = (await presently(db, query)) as { readonly updated_at: Date | number | string | null }[];
  return new Date(row?.updated_at ?? 0).getTime();
}

/** Writes a new system down, unless one has its code. Together with the two below the only writer of the table. */
export async function insertSystem(trx: Knex.Transaction, system: AffiliateSystem, now: Milliseconds): Promise<void> {
  const at = new Date(now);
  const row = {
    ...{ document_id: system.id, code: system.code, name: system.name, settings: JSON.stringify(system.settings) },
    ...{ created_at: at, updated_at: at, published_at: at },
  };
  await trx(AFFILIATE_TABLES.systems).insert(row).onConflict('code').ignore();
}

/** Deletes a system that nothing names. */
export async function deleteSystem(trx: Knex.Transaction, system: string): Promise<void> {
  await trx(secretTable.name).where({ system }).delete();
  await trx(systemStateTable.name).where({ system }).delete();
  await trx(AFFILIATE_TABLES.systems).where('document_id', system).delete();
}

/** Whether an event, an affiliate or a link names a system. One look into an index each. */
export async function isNamed(db: Db, system: string): Promise<boolean> {
  if ((await db(deliveryTable.name).where({ system }).first('id')) !== undefined) return true;
  for (const table of [AFFILIATE_TABLES.affiliates, AFFILIATE_TABLES.links]) {
    const query = db(`${table} as c`).join(`${AFFILIATE_TABLES.systems} as s`, 's.id', 'c.system_id');
    if ((await query.where('s.document_id', system).first('c.id')) !== undefined) return true;
  }
  return false;
}

export async function updateSystem(trx: Knex.Transaction, system: AffiliateSystem, now: Milliseconds): Promise<void> {
  await trx(AFFILIATE_TABLES.systems)
    .where('document_id', system.id)
    .update({ name: system.name, settings: JSON.stringify(system.settings), updated_at: new Date(now) });
}
