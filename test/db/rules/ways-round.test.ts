/** L34. Ways round the triggers that refuse to change the ledger: none of them opens it. */
import { Readable } from 'node:stream';

import type { Knex } from 'knex';

import { dialectOf } from '../../../server/kernel';
import { TABLES } from '../../../server/ledger';
import { AFFILIATE_GUARDS } from '../../../server/affiliates/schema';
import { CLUB_GUARDS } from '../../../server/club/schema';
import { guardTables, installGuards } from '../../../server/ledger/store/guard-store';
import { describeOnEveryEngine, type Engine, serverUrl } from '../../support/engines';
import { hostRequire } from '../../support/host';
import { downgradeGuards, fingerprintOfGuards } from './earlier-guards';
import { useLedger } from './suite';

const { entries, allocations, accounts } = TABLES;
const GUARDED = [entries, allocations, accounts] as const;
type Row = Readonly<Record<string, unknown>>;

describeOnEveryEngine('ways round the guards', (engine) => {
  const suite = useLedger(engine);
  const raw = (statement: string, ...bindings: string[]) => suite.open.knex.raw(statement, bindings);
  const everything = () => Promise.all(GUARDED.map((table) => suite.open.knex(table).select().orderBy('id')));

  beforeEach(async () => {
    for (const account of [await suite.account(), await suite.account()]) {
      await account.grant('10');
      await account.deduct('4');
    }
  });

  async function nothingComesOf(attempt: () => PromiseLike<unknown>, message = /append-only/): Promise<void> {
    const before = await everything();
    await expect(Promise.resolve(attempt())).rejects.toThrow(message);
    expect(await everything()).toEqual(before);
  }

  /** Each attempt on a connection that has prepared something, which is undone afterwards. */
  async function prepared(prepare: string[], statement: string, undo: string[]): Promise<void> {
    await suite.open.knex.transaction(async (trx) => {
      try {
        for (const one of prepare) await trx.raw(one);
        await trx.raw(statement);
      } finally {
        if (engine !== 'postgres') for (const one of undo) await trx.raw(one);
      }
    });
  }

  const CHANGES = [
    `UPDATE ${entries} SET amount = 1000`,
    `DELETE FROM ${entries}`,
    `UPDATE ${allocations} SET amount = 1000`,
    `DELETE FROM ${allocations}`,
    `DELETE FROM ${accounts}`,
  ];

  it.each(CHANGES)('L34 a temporary table with the name of the switch does not open it: %s', async (change) => {
    const prepare = [
      'CREATE TEMPORARY TABLE rewards_maintenance (opened_at BIGINT NOT NULL)',
      'INSERT INTO rewards_maintenance (opened_at) VALUES (1)',
    ];
    // On SQLite the row goes into the temporary table, too: there a name without a schema means that one.
    const undo = [`DROP ${engine === 'mysql' ? 'TEMPORARY ' : ''}TABLE rewards_maintenance`];
    // MySQL refuses the statement before the trigger is asked: a temporary table has no such partition.
    await nothingComesOf(() => prepared(prepare, change, undo), engine === 'mysql' ? /PARTITION/ : /append-only/);
  });

  if (engine === 'postgres') onPostgres();
  if (engine === 'sqlite') onSqlite();
  if (engine === 'mysql') onMysql();

  function onPostgres(): void {
    it.each(CHANGES)('L34 neither does a table of another schema that is searched first: %s', async (change) => {
      const prepare = [
        'CREATE SCHEMA elsewhere',
        'CREATE TABLE elsewhere.rewards_maintenance (opened_at BIGINT)',
        'INSERT INTO elsewhere.rewards_maintenance VALUES (1)',
        'SET LOCAL search_path = elsewhere, public',
      ];
      await nothingComesOf(() => prepared(prepare, change, []));
    });

    it('L34 nor does what the other schema has in place of the system’s own functions', async () => {
      const prepare = [
        'CREATE SCHEMA elsewhere',
        "CREATE FUNCTION elsewhere.format(text, name) RETURNS text LANGUAGE sql AS 'SELECT ''SELECT true'''",
        'SET LOCAL search_path = elsewhere, pg_catalog, public',
      ];
      for (const change of CHANGES) await nothingComesOf(() => prepared(prepare, change, []));
    });

    it('L34 PostgreSQL refuses to change or delete by MERGE, and to upsert', async () => {
      const merge = (table: string, then: string) =>
        raw(`MERGE INTO ${table} t USING ${table} s ON t.id = s.id WHEN MATCHED THEN ${then}`);
      for (const table of [entries, allocations]) {
        await nothingComesOf(() => merge(table, 'UPDATE SET amount = 1000'));
        await nothingComesOf(() =>
          raw(`INSERT INTO ${table} SELECT * FROM ${table} ON CONFLICT (id) DO UPDATE SET amount = 1000`),
        );
      }
      for (const table of GUARDED) await nothingComesOf(() => merge(table, 'DELETE'));
    });

    it('L34 PostgreSQL refuses to truncate the accounts', () => nothingComesOf(() => raw(`TRUNCATE ${accounts}`)));

    it('L34 a trigger that was disabled is enabled by the next start', async () => {
      await raw(`ALTER TABLE ${entries} DISABLE TRIGGER ALL`);
      await installGuards(suite.open.knex, 'postgres');
      for (const change of CHANGES) await nothingComesOf(() => raw(change));
      await nothingComesOf(() => raw(`TRUNCATE ${entries}`));
    });
  }

  function onSqlite(): void {
    const PRAGMAS = ['OFF', 'ON'];
    /** A row of the table, with other values in some columns, inserted by a verb that replaces. */
    async function replaceWith(verb: string, table: string, change: (row: Row) => Row): Promise<void> {
      const [row] = (await suite.open.knex(table).select().orderBy('id').limit(1)) as Row[];
      const columns = Object.entries(change(row!));
      const names = columns.map(([name]) => name).join(', ');
      await suite.open.knex.raw(
        `${verb} INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
        columns.map(([, value]) => value as string),
      );
    }
    const other = (key: string) => `other-${suite.open.key()}-${key}`;
    const fresh = (row: Row): Row => ({
      ...row,
      id: other('id'),
      key_hash: other('key'),
      account_id: 999_999,
      reverses_id: null,
    });

    it.each(['REPLACE', 'INSERT OR REPLACE'])('L34 SQLite refuses %s in the place of any row', async (verb) => {
      for (const pragma of PRAGMAS) {
        await raw(`PRAGMA recursive_triggers = ${pragma}`);
        await nothingComesOf(() => replaceWith(verb, entries, (row) => ({ ...fresh(row), id: row.id })));
        await nothingComesOf(() => replaceWith(verb, entries, (row) => ({ ...fresh(row), key_hash: row.key_hash })));
        await nothingComesOf(() =>
          replaceWith(verb, entries, (row) => ({ ...fresh(row), account_id: row.account_id, sequence: row.sequence })),
        );
        for (const number of ['rowid', 'oid', '_rowid_']) {
          await nothingComesOf(() => replaceWith(verb, entries, (row) => ({ ...fresh(row), [number]: 1 })));
        }
        await nothingComesOf(() => replaceWith(verb, allocations, (row) => ({ ...row, amount: 1000 })));
        await nothingComesOf(() =>
          replaceWith(verb, allocations, ({ id, ...row }) => ({ ...row, rowid: id, amount: 1000 })),
        );
        // An account of the same member, or another member's account with this number.
        await nothingComesOf(() => replaceWith(verb, accounts, ({ id: _, ...row }) => row));
        await nothingComesOf(() => replaceWith(verb, accounts, (row) => ({ ...row, id: 999_999 })));
        await nothingComesOf(() => replaceWith(verb, accounts, (row) => ({ ...row, member: other('member') })));
      }
      await raw('PRAGMA recursive_triggers = OFF');
    });

    it('L34 SQLite refuses UPDATE OR REPLACE and OR IGNORE alike', async () => {
      const [one, two] = (await suite.open.knex(accounts).orderBy('id')) as Row[];
      const update = (set: string) => raw(`UPDATE OR REPLACE ${accounts} SET ${set} WHERE id = ${String(two!.id)}`);
      await nothingComesOf(() => update(`id = ${String(one!.id)}`));
      await nothingComesOf(() => update(`rowid = ${String(one!.id)}`));
      await nothingComesOf(() => update(`member = '${String(one!.member)}', currency = '${String(one!.currency)}'`));
      for (const kind of ['REPLACE', 'IGNORE']) {
        await nothingComesOf(() => raw(`UPDATE OR ${kind} ${entries} SET amount = 1000`));
        await nothingComesOf(() => raw(`UPDATE OR ${kind} ${allocations} SET amount = 1000`));
      }
    });

    it('L34 SQLite lets an account be written anew, which is what a posting does', async () => {
      const row = (await suite.open.knex(accounts).orderBy('id').first()) as Row;
      await suite.open.knex(accounts).insert(row).onConflict('id').merge();
      expect(await suite.open.knex(accounts).where('id', row.id as number)).toEqual([row]);
    });
  }

  function onMysql(): void {
    it.each(GUARDED)('L34 MySQL refuses to truncate %s', async (table) => {
      await nothingComesOf(() => raw(`TRUNCATE ${table}`), /foreign key constraint/);
    });

    it('L34 MySQL refuses to replace and to upsert, and IGNORE ignores nothing', async () => {
      for (const table of GUARDED) {
        const columns = Object.keys(await suite.open.knex(table).columnInfo()).join(', ');
        await nothingComesOf(() => raw(`REPLACE INTO ${table} (${columns}) SELECT ${columns} FROM ${table}`));
        await nothingComesOf(() => raw(`DELETE IGNORE FROM ${table}`));
        await nothingComesOf(() => raw(`DELETE t FROM ${table} t JOIN ${table} o ON o.id = t.id`));
        if (table === accounts) continue;
        await nothingComesOf(() => raw(`UPDATE IGNORE ${table} SET amount = 1000`));
        await nothingComesOf(() =>
          raw(
            `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table} s ON DUPLICATE KEY UPDATE amount = 1000`,
          ),
        );
      }
    });

    it('L34 MySQL refuses LOAD DATA REPLACE', async () => {
      const [{ id, entry_id: entry, lot_id: lot }] = (await suite.open.knex(allocations).limit(1)) as [Row];
      const line = [id, entry, lot, 1000, 0].join('\t');
      await nothingComesOf(() =>
        loadData(
          `LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE ${allocations} (id, entry_id, lot_id, amount, held)`,
          line,
        ),
      );
    });

    async function loadData(sql: string, text: string): Promise<void> {
      const { createConnection } = hostRequire('mysql2/promise') as typeof import('mysql2/promise');
      const url = serverUrl('mysql');
      url.pathname = `/${suite.open.app.database.name}`;
      const connection = await createConnection({ uri: url.href });
      try {
        await connection.query({ sql, infileStreamFactory: () => Readable.from([Buffer.from(`${text}\n`)]) });
      } finally {
        await connection.end();
      }
    }
  }
});

describeOnEveryEngine('the guards of an earlier version', (engine: Engine) => {
  const suite = useLedger(engine);
  /** As the rooms do it, one after the other. */
  const install = async (knex: Knex) => [
    ...(await installGuards(knex, dialectOf(knex))),
    ...(await guardTables(knex, dialectOf(knex), AFFILIATE_GUARDS)),
    ...(await guardTables(knex, dialectOf(knex), CLUB_GUARDS)),
  ];

  it('L34 are made anew by the next start, which changes nothing after that', async () => {
    const { knex } = suite.open;
    const account = await suite.account();
    await account.grant('10');
    const made = await fingerprintOfGuards(knex, engine);
    await downgradeGuards(knex, engine);
    expect(await fingerprintOfGuards(knex, engine)).not.toEqual(made);

    expect(await install(knex)).toEqual([]);
    const again = await fingerprintOfGuards(knex, engine);
    expect(again.map(({ definition }) => definition)).toEqual(made.map(({ definition }) => definition));
    await install(knex);
    expect(await fingerprintOfGuards(knex, engine)).toEqual(again);
    await expect(knex(entries).update({ amount: 1000 })).rejects.toThrow(/append-only/);
  });
});
