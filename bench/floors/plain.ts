import type { Knex } from 'knex';

import type { Engine } from '../../test/support/engines';

/**
 * Floors (b) and (c): plain tables beside the plugin's own, with the indexes that anybody would give them, and the least
 * that books a change of a balance. No lots, no chain, no check of the input, no answer to a repeated key but an error.
 */
const ACCOUNTS = 'bench_plain_accounts';
const ENTRIES = 'bench_plain_entries';

export type Change = (amount: number, key: string) => Promise<void>;

export interface PlainLedger {
  /** (b) BEGIN, SELECT … FOR UPDATE, INSERT, UPDATE, COMMIT. */
  readonly inTransaction: Change;
  /** (c) The same in one statement. */
  readonly inOneStatement: Change;
}

export async function createPlainLedger(knex: Knex, engine: Engine, howMany: number): Promise<PlainLedger> {
  await knex.schema.createTable(ACCOUNTS, (table) => {
    table.increments('id');
    table.string('member', 40).notNullable().unique();
    table.bigInteger('balance').notNullable();
  });
  await knex.schema.createTable(ENTRIES, (table) => {
    table.bigIncrements('id');
    table.integer('account_id').unsigned().notNullable();
    table.bigInteger('amount').notNullable();
    table.bigInteger('balance_after').notNullable();
    table.string('reason');
    table.string('idempotency_key', 200).notNullable().unique();
    table.bigInteger('posted_at').notNullable();
    table.index(['account_id', 'id']);
  });
  const rows = Array.from({ length: howMany }, (_, i) => ({ member: `member-${i}`, balance: 1_000_000_000 }));
  await knex.batchInsert(ACCOUNTS, rows, 400);
  const insert = await oneStatement(knex, engine);
  let turn = 0;
  const nextAccount = () => ((turn += 1) % howMany) + 1;
  return {
    inTransaction: (amount, key) => changeInTransaction(knex, engine, nextAccount(), amount, key),
    async inOneStatement(amount, key) {
      await knex.raw(insert, { account: nextAccount(), amount, key, reason: 'bench', now: Date.now() });
    },
  };
}

function changeInTransaction(knex: Knex, engine: Engine, id: number, amount: number, key: string): Promise<void> {
  return knex.transaction(async (trx) => {
    const query = trx(ACCOUNTS).where({ id }).first('balance');
    const account = (await (engine === 'sqlite' ? query : query.forUpdate())) as { balance: string | number };
    const balance = BigInt(account.balance) + BigInt(amount);
    if (balance < 0n) throw new Error('Not enough.');
    await trx(ENTRIES).insert({
      account_id: id,
      amount,
      balance_after: balance.toString(),
      reason: 'bench',
      idempotency_key: key,
      posted_at: Date.now(),
    });
    await trx(ACCOUNTS).where({ id }).update({ balance: balance.toString() });
  });
}

/** Only PostgreSQL changes a row and inserts what it returns in one statement; elsewhere a trigger moves the balance. */
async function oneStatement(knex: Knex, engine: Engine): Promise<string> {
  const columns = '(account_id, amount, balance_after, reason, idempotency_key, posted_at)';
  if (engine === 'postgres') {
    return `WITH a AS (UPDATE ${ACCOUNTS} SET balance = balance + CAST(:amount AS bigint)
      WHERE id = :account RETURNING id, balance)
      INSERT INTO ${ENTRIES} ${columns} SELECT a.id, CAST(:amount AS bigint), a.balance, :reason, :key, :now FROM a`;
  }
  const move = `UPDATE ${ACCOUNTS} SET balance = balance + NEW.amount WHERE id = NEW.account_id`;
  if (engine === 'sqlite') {
    await knex.raw(`CREATE TRIGGER bench_plain_move AFTER INSERT ON ${ENTRIES} BEGIN ${move}; END`);
    return `INSERT INTO ${ENTRIES} ${columns}
      SELECT id, :amount, balance + :amount, :reason, :key, :now FROM ${ACCOUNTS} WHERE id = :account`;
  }
  await knex.raw(`CREATE TRIGGER bench_plain_move BEFORE INSERT ON ${ENTRIES} FOR EACH ROW BEGIN ${move};
    SET NEW.balance_after = (SELECT balance FROM ${ACCOUNTS} WHERE id = NEW.account_id); END`);
  return `INSERT INTO ${ENTRIES} ${columns} VALUES (:account, :amount, 0, :reason, :key, :now)`;
}
