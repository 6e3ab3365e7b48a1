import { withMaintenance } from '../../../server/ledger';
import { describeOnEveryEngine } from '../../support/engines';
import type { TestAccount } from './account';
import { useLedger } from './suite';

const TABLES = ['rewards_ledger_entries', 'rewards_allocations'] as const;

describeOnEveryEngine('immutability', (engine) => {
  const suite = useLedger(engine);

  async function posted(): Promise<{ account: TestAccount; entry: string }> {
    const account = await suite.account();
    await account.grant('10', { reason: 'welcome' });
    return { account, entry: (await account.deduct('4')).entry.id };
  }

  const raw = async (statement: string, ...bindings: string[]): Promise<void> => {
    await suite.open.knex.raw(statement, bindings);
  };

  /** Both tables, whole. */
  const everything = () => Promise.all(TABLES.map((table) => suite.open.knex(table).select().orderBy('id')));

  const refused = async (attempt: Promise<unknown>): Promise<void> => {
    await expect(attempt).rejects.toThrow(/append-only/);
  };

  it.each(TABLES)('L34 the database refuses to update %s', async (table) => {
    const { entry } = await posted();
    const before = await everything();
    const id = table === 'rewards_allocations' ? 'entry_id' : 'id';
    await refused(raw(`UPDATE ${table} SET amount = 1000 WHERE ${id} = ?`, entry));
    await refused(raw(`UPDATE ${table} SET amount = amount WHERE ${id} = ?`, entry));
    await refused(raw(`UPDATE ${table} SET id = id`));
    await refused(suite.open.knex(table).update({ amount: 0 }));
    expect(await everything()).toEqual(before);
  });

  it.each(TABLES)('L34 the database refuses to delete from %s', async (table) => {
    const { entry } = await posted();
    const before = await everything();
    const id = table === 'rewards_allocations' ? 'entry_id' : 'id';
    await refused(raw(`DELETE FROM ${table} WHERE ${id} = ?`, entry));
    await refused(raw(`DELETE FROM ${table}`));
    await refused(suite.open.knex(table).delete());
    expect(await everything()).toEqual(before);
  });

  it('L34 refuses every column of a row alike', async () => {
    const { entry } = await posted();
    const columns = Object.keys(await suite.open.knex('rewards_ledger_entries').columnInfo());
    expect(columns.length).toBeGreaterThan(30);
    for (const column of columns) {
      await refused(raw(`UPDATE rewards_ledger_entries SET ${column} = ${column} WHERE id = ?`, entry));
    }
  });

  it('L34 a row cannot be replaced by way of an insert either', async () => {
    const { entry } = await posted();
    const before = await everything();
    const columns = Object.keys(await suite.open.knex('rewards_ledger_entries').columnInfo());
    const changed = columns.map((column) => (column === 'amount' ? '1000' : column)).join(', ');
    const source = `SELECT ${changed} FROM rewards_ledger_entries WHERE id = ?`;
    const insert = (verb: string, tail = '') =>
      raw(`${verb} INTO rewards_ledger_entries (${columns.join(', ')}) ${source} ${tail}`, entry);
    const attempts =
      engine === 'postgres'
        ? [insert('INSERT', 'ON CONFLICT (id) DO UPDATE SET amount = excluded.amount')]
        : engine === 'mysql'
          ? [insert('REPLACE'), insert('INSERT', 'ON DUPLICATE KEY UPDATE amount = 1000')]
          : [
              insert('REPLACE'),
              insert('INSERT OR REPLACE'),
              insert('INSERT', 'ON CONFLICT (id) DO UPDATE SET amount = excluded.amount'),
            ];
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(attempts.map(() => 'rejected'));
    expect(await everything()).toEqual(before);
  });

  it('L34 refuses inside a transaction as well, which can go on only without the change', async () => {
    const { account } = await posted();
    const attempt = suite.open.knex.transaction((trx) => trx('rewards_ledger_entries').update({ reason: 'other' }));
    await refused(attempt);
    expect((await account.rows())[0]!.reason).toBe('welcome');
  });

  it('L34 refuses a query of Strapi’s own and the Document Service', async () => {
    const { strapi } = suite.open;
    const { account, entry } = await posted();
    const query = strapi.db.query('plugin::rewards.ledger-entry');
    await expect(query.update({ where: { id: entry }, data: { reason: 'other' } })).rejects.toThrow();
    await expect(query.delete({ where: { id: entry } })).rejects.toThrow();
    await expect(query.deleteMany({ where: { id: entry } })).rejects.toThrow();
    expect(Object.keys(strapi.contentTypes)).not.toContain('plugin::rewards.ledger-entry');
    expect(await account.story()).toEqual(['grant 10', 'deduct -4']);
  });

  if (engine === 'postgres') {
    it.each(TABLES)('L34 PostgreSQL refuses to truncate %s, alone, with others and in cascade', async (table) => {
      await posted();
      const before = await everything();
      await refused(raw(`TRUNCATE ${table}`));
      await refused(raw(`TRUNCATE ${table} CASCADE`));
      await refused(raw(`TRUNCATE rewards_lots, ${table} RESTART IDENTITY`));
      expect(await everything()).toEqual(before);
    });

    it('L34 PostgreSQL refuses a MERGE and an UPDATE by way of a join', async () => {
      const { entry } = await posted();
      await refused(
        raw(
          'UPDATE rewards_ledger_entries e SET reason = l.id FROM rewards_lots l WHERE e.lot_id = l.id OR e.id = ?',
          entry,
        ),
      );
    });
  }

  it('L34 new rows are welcome while old ones are refused', async () => {
    const { account } = await posted();
    await refused(raw('DELETE FROM rewards_ledger_entries'));
    await account.grant('1');
    expect(await account.story()).toEqual(['grant 10', 'deduct -4', 'grant 1']);
  });

  it('L34 the maintenance switch lets a change through for as long as its work runs, and not after', async () => {
    const { knex } = suite.open;
    const { entry } = await posted();
    const edit = (reason: string | null) =>
      knex('rewards_ledger_entries').where('id', entry).update({ reason }) as unknown as Promise<number>;
    await withMaintenance(knex, async () => {
      expect(await edit('imported')).toBe(1);
      expect(await edit(null)).toBe(1);
    });
    await refused(edit('imported'));
  });

  it('L34 the switch is off again when the work fails', async () => {
    const { knex } = suite.open;
    await posted();
    await expect(withMaintenance(knex, () => Promise.reject(new Error('half way')))).rejects.toThrow('half way');
    await refused(raw('DELETE FROM rewards_ledger_entries'));
  });

  it('L34 with the switch on, everything can be wiped, and postings go on from nothing', async () => {
    const { knex } = suite.open;
    const { account } = await posted();
    const id = await account.id();
    await withMaintenance(knex, async () => {
      const rows = knex('rewards_ledger_entries').where('account_id', id);
      await knex('rewards_allocations').whereIn('entry_id', rows.clone().select('id')).delete();
      await rows.delete();
      for (const table of ['rewards_lots', 'rewards_holds', 'rewards_open_items']) {
        await knex(table).where('account_id', id).delete();
      }
      await knex('rewards_accounts').where('id', id).delete();
    });
    await account.grant('3');
    expect(await account.story()).toEqual(['grant 3']);
  });
});
