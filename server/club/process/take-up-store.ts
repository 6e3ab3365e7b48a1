import type { Knex } from 'knex';
import { type Db, dialectOf, lockFound, type Milliseconds } from '../../kernel';
import { findByExternalIds, findBySiteUsers, membersThatExist } from '../../members';
import type { Standing } from '../events/event-store';
import { shardOf } from '../events/shard';
import { eventTable, standingTable } from '../schema';
import { writeDecided } from './queue-store';

/** Events that are looked at in one transaction. */
const AT_A_TIME = 500;

interface Held {
  readonly standing: Standing;
  readonly given: string | null;
  readonly externalId: string | null;
  readonly siteUser: string | null;
}

/** Whether any event is held because nobody knew whom it was about: mostly none is, and nothing is locked to find out. */
export const isAnyHeld = async (db: Db): Promise<boolean> =>
  (await db(standingTable.name).where({ status: 'held', reason: 'MEMBER_UNKNOWN' }).first('id')) !== undefined;

/**
 * E4. Takes up events that are held because nobody knew whom they were about, as soon as somebody does.
 *
 * @param after the last one that was looked at before; null: begins anew
 * @returns where to go on, and whether anything can be decided now; `after` is null at the end
 */
export async function takeUpHeld(
  trx: Knex.Transaction,
  now: Milliseconds,
  after: string | null,
): Promise<{ readonly after: string | null; readonly taken: boolean }> {
  const held = await readHeld(trx, after);
  const named = (of: (one: Held) => string | null) => [...new Set(held.flatMap((one) => of(one) ?? []))];
  const there = await membersThatExist(
    trx,
    named(({ given }) => given),
  );
  const byExternalId = await findByExternalIds(
    trx,
    named(({ externalId }) => externalId),
  );
  const bySiteUser = await findBySiteUsers(
    trx,
    named(({ siteUser }) => siteUser),
  );
  const known = new Map(
    held.flatMap(({ standing, given, externalId, siteUser }) => {
      const own = given !== null && there.has(given) ? given : undefined;
      const member = own ?? byExternalId.get(externalId ?? '') ?? bySiteUser.get(siteUser ?? '');
      return member === undefined ? [] : [[standing.id, member] as const];
    }),
  );
  const ids = [...known.keys()];
  if (ids.length > 0) {
    const query = trx(standingTable.name).select(standingTable.columns).whereIn('id', ids).where({ status: 'held' });
    const lock = { strength: 'change', skipLocked: false } as const;
    const locked = standingTable.read(await lockFound(trx, dialectOf(trx), query.orderBy('id'), lock));
    const taken = locked.map((standing): Standing => {
      const member = known.get(standing.id) ?? null;
      const shard = member === null ? standing.shard : shardOf(member);
      return { ...standing, member, shard, status: 'received', reason: null, dueAt: now };
    });
    await writeDecided(trx, taken, []);
  }
  const last = held.length === AT_A_TIME ? (held.at(-1)?.standing.id ?? null) : null;
  return { after: last, taken: ids.length > 0 };
}

const STANDING = standingTable.as('s');

async function readHeld(trx: Knex.Transaction, after: string | null): Promise<Held[]> {
  const query = trx(`${standingTable.name} as s`)
    .join(`${eventTable.name} as e`, 'e.id', 's.id')
    .select({ ...STANDING.columns, given: 'e.member_given', external: 'e.member_external_id', user: 'e.site_user' })
    .where({ 's.status': 'held', 's.reason': 'MEMBER_UNKNOWN' })
    .orderBy('s.id')
    .limit(AT_A_TIME);
  if (after !== null) void query.where('s.id', '>', after);
  return ((await query) as Record<string, unknown>[]).map((row) => ({
    standing: STANDING.readOne(row),
    given: row.given as string | null,
    externalId: row.external as string | null,
    siteUser: row.user as string | null,
  }));
}
