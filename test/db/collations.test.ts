/** L40: what a start does to the tables of MySQL and MariaDB, and that it does it once. */
import type { Knex } from 'knex';

import { compareByteForByte } from '../../server/collation-store';
import { createScratchDatabase, type ScratchDatabase } from '../support/database';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

interface Column {
  readonly name: string;
  readonly collation: string;
}

const rowsOf = async <Row>(db: Knex, sql: string): Promise<Row[]> => ((await db.raw(sql)) as [Row[]])[0];

/** The plugin's columns of short text, as `table.column`. */
const columnsOf = (db: Knex) =>
  rowsOf<Column>(
    db,
    `SELECT CONCAT(table_name, '.', column_name) AS name, collation_name AS collation
     FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name LIKE 'rewards%' AND data_type = 'varchar'
     ORDER BY table_name, ordinal_position`,
  );
const isExact = ({ collation }: Column) => /^utf8mb4_(nopad|0900)_bin$/.test(collation);

const tablesOf = async (db: Knex): Promise<string[]> => {
  const sql = `SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_name LIKE 'rewards%' ORDER BY table_name`;
  return (await rowsOf<{ name: string }>(db, sql)).map(({ name }) => name);
};

/** How each table is made, and when that was: one that is changed is made anew. */
async function definitionsOf(db: Knex): Promise<string[]> {
  const definitions = [];
  for (const table of await tablesOf(db)) {
    const [made] = await rowsOf<Record<string, string>>(db, `SHOW CREATE TABLE ${table}`);
    const definition = made?.['Create Table']?.replace(/ AUTO_INCREMENT=\d+/, '') ?? '';
    // JSON is not compared, and MariaDB's own collation of it does not survive `fold`.
    definitions.push(definition.replaceAll('longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', 'longtext'));
  }
  return definitions;
}
const madeAt = (db: Knex) =>
  rowsOf<object>(
    db,
    `SELECT table_name, create_time FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name LIKE 'rewards%' ORDER BY table_name`,
  );

describeOnEveryEngine('a database that took spellings for one another', (engine) => {
  let database: ScratchDatabase;
  let open: OpenLedger;
  const isMysql = engine === 'mysql';

  beforeAll(async () => {
    database = await createScratchDatabase(engine);
    open = await openLedger(engine, { database });
  });
  afterAll(async () => {
    await open.close();
    await database.drop();
  });

  async function restart(): Promise<void> {
    const { clock } = open;
    await open.close();
    open = await openLedger(engine, { database, clock });
  }
  /** As Strapi made the tables before. */
  async function fold(): Promise<void> {
    if (isMysql)
      await open.knex.raw('DROP TABLE rewards_no_truncate, rewards_no_truncate_affiliates, rewards_no_truncate_club');
    for (const table of isMysql ? await tablesOf(open.knex) : []) {
      await open.knex.raw(`ALTER TABLE ${table} CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`);
    }
  }

  it('L40 is exact where something is identified, and as it was where something is named', async () => {
    if (!isMysql) return;
    const all = await columnsOf(open.knex);
    const folding = all.filter((column) => !isExact(column)).map(({ name }) => name);
    expect(folding.filter((name) => !/\.(locale|name|handle|email|sort_name)$/.test(name))).toEqual([
      'rewards_adjustments.kind',
      'rewards_adjustments.amount',
      'rewards_adjustments.administrator_name',
      'rewards_badge_awards.awarded_by',
      'rewards_currencies.spend_order',
      'rewards_currencies.reversal_policy',
      'rewards_levels.threshold',
      'rewards_missions.state',
      'rewards_tiers.threshold',
      'rewards_tiers.multiplier',
      'rewards_tiers.discount_percent',
    ]);
  });

  it('L40 is changed by the next start, with nothing else about it, and by no later one', async () => {
    const currency = await open.currency({ code: 'credits', scale: 2 });
    const member = await open.member();
    const { entry } = await open.ledger.grant({ member, currency, amount: '5', idempotencyKey: open.key() });
    const before = isMysql ? await definitionsOf(open.knex) : [];
    await fold();
    if (isMysql) expect((await columnsOf(open.knex)).some(isExact)).toBe(false);

    await restart();
    expect(isMysql ? await definitionsOf(open.knex) : []).toEqual(before);
    expect((await open.ledger.verifyChain()).findings).toEqual([]);
    expect(await open.ledger.balance({ member, currency })).toMatchObject({ balance: '5.00' });
    expect(await open.ledger.balance({ member: `${member} `, currency })).toMatchObject({ balance: '0.00' });
    await expect(open.knex('rewards_ledger_entries').where({ id: entry.id }).del()).rejects.toThrow('append-only');

    const made = isMysql ? await madeAt(open.knex) : [];
    await restart();
    expect(isMysql ? await madeAt(open.knex) : []).toEqual(made);
  });

  it('L40 is changed once, where it differs, although the guards have been raised', async () => {
    if (!isMysql) return;
    await open.knex.raw(
      `ALTER TABLE rewards_ledger_entries MODIFY member VARCHAR(40) COLLATE utf8mb4_general_ci NOT NULL`,
    );
    const changed: string[] = [];
    const wanted = [
      { table: 'rewards_ledger_entries', columns: ['id', 'member', 'source'] },
      { table: 'rewards_accounts', columns: ['member'] },
    ];
    const start = () => compareByteForByte(open.knex, wanted, (table) => changed.push(table));
    await start();
    await start();
    expect(changed).toEqual(['rewards_ledger_entries']);
    await restart();
  });

  it('L40 joins accounts and members by their indexes', async () => {
    if (!isMysql) return;
    const access = async (join: string) => {
      const plan = await rowsOf<{ table: string; type: string }>(
        open.knex,
        `EXPLAIN SELECT STRAIGHT_JOIN 1 FROM ${join}`,
      );
      return plan.at(-1)?.type;
    };
    const [accounts, members] = ['rewards_accounts a', 'rewards_members m'];
    const on = 'm.document_id = a.member';
    expect(['ref', 'eq_ref']).toContain(await access(`${accounts} JOIN ${members} ON ${on}`));
    expect(['ref', 'eq_ref']).toContain(await access(`${members} JOIN ${accounts} ON ${on}`));
    expect(['ref', 'eq_ref', 'const']).toContain(
      await access('rewards_adjustments a JOIN rewards_ledger_entries e ON e.id = a.entry_id'),
    );
    expect(['ref', 'eq_ref', 'const']).toContain(
      await access('rewards_ledger_entries e JOIN rewards_currencies c ON c.code = e.currency'),
    );
  });
});
