import type { Knex } from 'knex';

import type { Engine } from '../../test/support/engines';
import { type Contender, milliseconds } from '../measure';

const LOTS = 'bench_plain_lots';
const ALLOCATIONS = 'bench_plain_allocations';

/**
 * (b) for a spend over many lots: SQL takes all of them in one transaction, and no row of theirs leaves the database.
 */
export async function createPlainLots(knex: Knex, engine: Engine, howMany: number): Promise<Contender> {
  await knex.schema.createTable(LOTS, (table) => {
    table.increments('id');
    table.integer('account_id').notNullable();
    table.bigInteger('earned_at').notNullable();
    table.bigInteger('remaining').notNullable();
    table.index(['account_id', 'earned_at', 'id']);
  });
  await knex.schema.createTable(ALLOCATIONS, (table) => {
    table.increments('id');
    table.integer('entry_id').notNullable().index();
    table.integer('lot_id').notNullable().index();
    table.bigInteger('amount').notNullable();
  });
  let account = 0;
  return {
    name: '(b) knex: lock, INSERT … SELECT, UPDATE, COMMIT',
    async prepare() {
      account += 1;
      const rows = Array.from({ length: howMany }, (_, i) => ({ account_id: account, earned_at: i, remaining: 1 }));
      await knex.batchInsert(LOTS, rows, 400);
    },
    run: () => milliseconds(() => knex.transaction((trx) => takeAll(trx, engine, account, howMany))),
  };
}

async function takeAll(trx: Knex.Transaction, engine: Engine, account: number, wanted: number): Promise<void> {
  const lots = trx(LOTS).where({ account_id: account }).where('remaining', '>', 0);
  if (engine !== 'sqlite') await lots.clone().select(trx.raw('1')).orderBy('earned_at').limit(1).forUpdate();
  await trx.raw(
    `INSERT INTO ${ALLOCATIONS} (entry_id, lot_id, amount)
     SELECT ?, id, -remaining FROM (SELECT id, remaining, SUM(remaining) OVER (ORDER BY earned_at, id) AS upto
       FROM ${LOTS} WHERE account_id = ? AND remaining > 0) l WHERE upto <= ?`,
    [account, account, wanted],
  );
  await trx.raw(`UPDATE ${LOTS} SET remaining = 0 WHERE id IN (SELECT lot_id FROM ${ALLOCATIONS} WHERE entry_id = ?)`, [
    account,
  ]);
}
