/** A club for the pages of reconciliation in a browser: what is damaged in it, the runs of past nights, and a crowd. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Core } from '@strapi/types';
import type { Knex } from 'knex';

import type { LedgerService, MembersService } from '../../server/contract';
import { createIdSource } from '../../server/kernel';
import { withMaintenance } from '../../server/ledger';
import type { OpenClub } from './club';

const DAY = 24 * 60 * 60 * 1000;
const RUNS = 'rewards_reconciliation_runs';
const newId = createIdSource();

const ledgerOf = (strapi: Core.Strapi) => strapi.plugin('rewards').service<LedgerService>('ledger');

/** So many members that a run is seen on its way. */
export async function joinCrowd({ app: { strapi } }: OpenClub, size: number): Promise<void> {
  const members = strapi.plugin('rewards').service<MembersService>('members');
  const people = Array.from({ length: size }, (_, i) => ({ externalId: `crowd-${i}`, name: `Somebody ${i}` }));
  const crowd = await members.ensureMany(people);
  await ledgerOf(strapi).postMany(
    crowd.map(({ documentId: member }, i) => ({
      ...{ type: 'grant' as const, member, currency: 'points', amount: '5', idempotencyKey: `crowd-${i}` },
    })),
  );
}

/**
 * Makes untrue, of the club's members: balances of Ada (by 40) and Person 00 (by 2,000), what Person 01 holds, a lot of
 * Grace's, what Person 04 earned, when something of Person 06's falls due; rows of Person 03 and 05 are not as they were
 * written, and an event of Person 02's stands in the ledger twice.
 */
export async function damage({ app: { strapi }, club: { idOf } }: OpenClub): Promise<void> {
  const knex = strapi.db.connection;
  const account = (who: string) => knex('rewards_accounts').where({ member: idOf[who], currency: 'points' });
  await account('ada').increment('balance', 40);
  await account('p0').increment('balance', 2_000);
  await account('p1').increment('held', 5);
  await account('p4').increment('lifetime_earned', 3);
  await account('p6').update({ next_due_at: null });
  await knex('rewards_lots').whereIn('account_id', account('grace').select('id')).decrement('remaining', 1);
  await withMaintenance(knex, async () => {
    const rows = knex('rewards_ledger_entries').whereIn('member', [idOf.p3!, idOf.p5!]);
    await rows.update({ reason: 'Somebody wrote over this' });
  });
  const event = { member: idOf.p2!, currency: 'points', amount: '12', source: 'shop', eventId: 'order:4712' };
  for (const idempotencyKey of ['order-1', 'order-2']) await ledgerOf(strapi).grant({ ...event, idempotencyKey });
}

interface StoredRun {
  readonly status: string;
  readonly found: number;
  readonly failure?: string;
  readonly errors?: readonly { readonly member: string; readonly message: string }[];
}

const NIGHTS: readonly StoredRun[] = [
  ...[0, 0, 1, 0, 3, 7].map((found) => ({ status: 'completed', found })),
  {
    status: 'failed',
    found: 2,
    failure: 'Connection terminated unexpectedly: the server closed it while a row was read',
  },
  ...[7, 4].map((found) => ({ status: 'completed', found })),
  {
    status: 'partial',
    found: 4,
    errors: [
      { member: 'bkqj7x1vq0m3n8s2t5u6w9y4', message: 'An integer column holds what no number is: 9223372036854775807' },
      { member: 'c0d3f1g2h4j5k6m7n8p9q0r1', message: 'An integer column holds what no number is: 9223372036854775806' },
    ],
  },
  { status: 'cancelled', found: 0 },
  { status: 'completed', found: 2 },
];

/** Writes down runs of past nights as the schedule would have made them, the last one of them last night. */
export async function passNights({ app: { strapi } }: OpenClub): Promise<void> {
  const lastNight = Math.floor(Date.now() / DAY) * DAY - 22 * 60 * 60 * 1000;
  for (const [i, { status, found, failure = null, errors = [] }] of NIGHTS.entries()) {
    const startedAt = lastNight - (NIGHTS.length - 1 - i) * DAY;
    await strapi.db.connection(RUNS).insert({
      ...{ id: newId(startedAt), type: 'full', status, verifies_chain: 1, started_at: startedAt },
      ...{ completed_at: startedAt + 4_000 + i * 311, members_in_scope: 29, members_processed: 29, failure },
      ...{ members_with_discrepancies: Math.ceil(found / 2), discrepancies_found: found, discrepancies_new: found },
      ...{ auto_resolved: 0, error_count: errors.length, errors: JSON.stringify(errors) },
      ...{ is_cancel_requested: status === 'cancelled' ? 1 : 0, cursor: '~' },
    });
  }
}

/** Makes the database slow to begin a transaction, so that a run is seen on its way; takes it back. */
export function slowDown({ app: { strapi } }: OpenClub, milliseconds: number): () => void {
  const { context } = strapi.db.connection as unknown as { context: Pick<Knex, 'transaction'> };
  const { transaction } = context;
  const begin = transaction.bind(context) as (...args: unknown[]) => Promise<unknown>;
  Object.assign(context, { transaction: (...args: unknown[]) => sleep(milliseconds).then(() => begin(...args)) });
  return () => void Object.assign(context, { transaction });
}

/** A run that another process is at, as it stands in the database. */
export async function runElsewhere({ app: { strapi } }: OpenClub) {
  const run = () => strapi.db.connection(RUNS).where({ id });
  const id = newId(Date.now());
  await strapi.db.connection(RUNS).insert({
    ...{ id, type: 'full', status: 'running', verifies_chain: 1, started_at: Date.now(), cursor: 'm', errors: '[]' },
    ...{ members_in_scope: 400, members_processed: 100, members_with_discrepancies: 0, discrepancies_found: 0 },
    ...{ discrepancies_new: 0, auto_resolved: 0, error_count: 0, is_cancel_requested: 0 },
  });
  return {
    comeTo: (processed: number) => run().update({ members_processed: processed }),
    isCancelRequested: async () => (await run().where({ is_cancel_requested: 1 })).length === 1,
    end: (status: string) => run().update({ status, completed_at: Date.now() }),
  };
}
