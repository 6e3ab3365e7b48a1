import type { Knex } from 'knex';
import type { Engine } from '../../support/engines';

const REFUSED = 'no such lot';

/**
 * Makes the database refuse lots of an amount, so that a posting fails half-way.
 *
 * @param amount in minor units
 * @returns what takes it back
 */
export async function refuseLotsOf(knex: Knex, engine: Engine, amount: number): Promise<() => Promise<void>> {
  const when = `NEW.amount = ${amount}`;
  if (engine === 'postgres') {
    await knex.raw(`CREATE OR REPLACE FUNCTION refuse_lot() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '${REFUSED}'; END $$`);
    await knex.raw(`CREATE TRIGGER refuse_lot BEFORE INSERT ON rewards_lots FOR EACH ROW WHEN (${when})
      EXECUTE FUNCTION refuse_lot()`);
    return () => takeBack(knex, 'DROP TRIGGER refuse_lot ON rewards_lots');
  }
  if (engine === 'mysql') {
    await knex.raw(`CREATE TRIGGER refuse_lot BEFORE INSERT ON rewards_lots FOR EACH ROW
      IF ${when} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSED}'; END IF`);
  } else {
    await knex.raw(`CREATE TRIGGER refuse_lot BEFORE INSERT ON rewards_lots WHEN ${when}
      BEGIN SELECT RAISE(ABORT, '${REFUSED}'); END`);
  }
  return () => takeBack(knex, 'DROP TRIGGER refuse_lot');
}

async function takeBack(knex: Knex, statement: string): Promise<void> {
  await knex.raw(statement);
}
