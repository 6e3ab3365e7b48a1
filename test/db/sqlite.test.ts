/** What SQLite alone needs, with another process at the same file: a second connection stands for it. */
import type { ReconciliationService } from '../../server/contract';
import { readHoldings } from '../../server/reports/economy/economy-store';
import { hostRequire } from '../support/host';
import { openLedger, type OpenLedger } from '../support/ledger';
import { asHost, endOf } from './hosts/crowd';

/** What is used of better-sqlite3 here. */
interface Connection {
  prepare(statement: string): { run(...values: unknown[]): unknown; iterate(): Iterator<unknown> };
  close(): void;
}

describe('[sqlite] beside another process', () => {
  let open: OpenLedger;
  let other: Connection;

  const grant = (member: string, currency: string, amount = '5') =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key() });

  beforeEach(async () => {
    open = await openLedger('sqlite');
    const Database = hostRequire('better-sqlite3') as new (file: string, options: object) => Connection;
    other = new Database(open.app.database.name, { timeout: 0 });
    await open.knex.raw('PRAGMA busy_timeout = 20');
  });
  afterEach(async () => {
    other.close();
    await open.close();
  });

  /** Holds the lock of a reader, under which nobody commits where there is no write-ahead log. */
  function startReading(): () => void {
    const rows = other.prepare('SELECT id FROM rewards_tiers').iterate();
    rows.next();
    return () => void rows.return?.();
  }

  it('L29 a commit that a reader kept from happening leaves no connection behind that is fit for nothing', async () => {
    await open.knex.raw('PRAGMA journal_mode = DELETE');
    const [member, currency] = [await open.member(), await open.currency()];
    const endReading = startReading();
    setTimeout(endReading, 300);
    await grant(member, currency);

    const endAgain = startReading();
    const host = asHost(open, () => grant(member, currency));
    expect(await endOf(host)).toBe('LEDGER_BUSY');
    endAgain();
    await grant(member, currency);
    expect((await open.ledger.balance({ member, currency })).balance).toBe('10');
    await asHost(open, () => grant(member, currency));
    expect((await open.ledger.balance({ member, currency })).balance).toBe('15');
  });

  it('L28 whatever is read before it is written is read under the lock of the writer', async () => {
    const [member, currency] = [await open.member(), await open.currency()];
    await grant(member, currency);
    let written = 0;
    // Writes whenever it can, between any two statements.
    open.knex.on('query', () => {
      try {
        other.prepare('UPDATE rewards_members SET name = ?').run(String(written));
        written += 1;
      } catch (error) {
        if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
      }
    });
    for (let i = 0; i < 5; i += 1) await open.members.ensure({ externalId: `made-${i}` });
    for (let i = 0; i < 5; i += 1) await open.strapi.db.transaction(() => grant(member, currency));
    expect((await open.ledger.balance({ member, currency })).balance).toBe('30');
    const service = open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
    expect((await service.run({ type: 'user_specific', member })).status).toBe('completed');
    expect(written).toBeGreaterThan(10);
  });

  it('L2 what more than a thousand members have at the most is added up exactly', async () => {
    const currency = await open.currency();
    const most = 9_007_199_254_740_991n;
    const rows = Array.from({ length: 1_100 }, (_, i) => ({
      ...{ member: `rich-${i}`, currency, sequence: 0, balance: most.toString(), held: '0', lifetime_earned: '0' },
      ...{ lifetime_spent: '0', arrears: 0, last_posted_at: 0, last_hash: '', reconciliation_status: 'pending' },
    }));
    await open.knex.batchInsert('rewards_accounts', rows, 50);
    const [holdings] = await readHoldings(open.knex, 'sqlite');
    expect(holdings).toMatchObject({ currency, balance: most * 1_100n, held: 0n, holders: 1_100 });
  });
});
