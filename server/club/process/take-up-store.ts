import type { Knex } from 'knex';
import { type Db, dialectOf, lockFound, type Milliseconds } from '../../kernel';
import type { Standing } from '../events/event-store';
import { shardOf } from '../events/shard';
import { findWho, type Told } from '../events/who';
import { eventTable, standingTable } from '../schema';
import { writeDecided } from './queue-store';

/** Events that are looked at in one transaction. */
const AT_A_TIME = 500;

interface Held extends Told {
  readonly standing: Standing;
}

/** Whether any event is held because nobody knew whom it was about: mostly none is, and nothing is locked to find out. */
export const isAnyHeld = async (db: Db): Promise<boolean> =>
  (await db(standingTable.name).where({ status: 'held', reason: 'MEMBER_UNKNOWN' }).first('id')) !== undefined;

/**
 * E4. Takes up events that are held because nobody knew whom they were about, as soon as somebody does.
 *
 * @param after the last one that was looked at before; null: begins anew
 * @returns where to go on; null at the end
 */
export async function takeUpHeld(
  trx: Knex.Transaction,
  now: Milliseconds,
  after: string | null,
): Promise<string | null> {
  const held = await readHeld(trx, after);
  const whoOf = await findWho(trx, held);
  const known = new Map(
    held.flatMap((one) => {
      const member = whoOf(one);
      return member === null ? [] : [[one.standing.id, member] as const];
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
  return held.length === AT_A_TIME ? (held.at(-1)?.standing.id ?? null) : null;
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
    member: row.given as string | null,
    memberExternalId: row.external as string | null,
    siteUser: row.user as string | null,
  }));
}
