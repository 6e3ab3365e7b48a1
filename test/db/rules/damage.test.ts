/** Every column of every projection, falsified: what a check, a reconciliation and a rebuild make of it. */
import type { ReconciliationService } from '../../../server/contract';
import { withMaintenance } from '../../../server/ledger';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, type TestAccount } from './account';
import { useLedger } from './suite';

type Row = Readonly<Record<string, unknown>>;
/** What stands in a column instead, or why nothing finds it. */
type Falsified = ((row: Row) => unknown) | { readonly isNoProjection: string };

const plus =
  (by: number) =>
  (column: string) =>
  (row: Row): number =>
    Number(row[column]) + by;
const more = plus(1);

/** The columns by table; a column that is added has to be added here, too. */
const TABLES: Readonly<Record<string, Readonly<Record<string, Falsified>>>> = {
  rewards_accounts: {
    id: () => 4_000_000,
    member: () => 'nobodynobodynobodynobody',
    currency: () => 'nothing',
    sequence: plus(-1)('sequence'),
    balance: more('balance'),
    held: more('held'),
    lifetime_earned: more('lifetime_earned'),
    lifetime_spent: more('lifetime_spent'),
    arrears: more('arrears'),
    last_posted_at: plus(400 * DAY)('last_posted_at'),
    last_hash: () => '0'.repeat(64),
    next_due_at: () => null,
    level: () => 'hero',
    tier: () => 'platinum',
    last_reconciled_at: { isNoProjection: 'when a reconciliation looked at it last' },
    reconciliation_status: { isNoProjection: 'what a reconciliation found last' },
  },
  rewards_lots: {
    id: () => 'Z'.repeat(26),
    account_id: () => 5_000_000,
    earned_at: more('earned_at'),
    expires_at: (row) => (row.expires_at === null ? 1 : null),
    amount: more('amount'),
    remaining: more('remaining'),
    held: more('held'),
    is_open: (row) => (Number(row.is_open) === 1 ? 0 : 1),
  },
  rewards_holds: {
    id: () => 'Z'.repeat(26),
    account_id: () => 5_000_000,
    amount: more('amount'),
    captured: more('captured'),
    released: more('released'),
    status: (row) => (row.status === 'open' ? 'captured' : 'open'),
    expires_at: (row) => (row.expires_at === null ? 1 : null),
  },
  rewards_open_items: {
    id: () => 'Z'.repeat(26),
    account_id: () => 5_000_000,
    policy: (row) => (row.policy === 'clamp' ? 'arrears' : 'clamp'),
    amount: more('amount'),
    remaining: plus(-1)('remaining'),
  },
};

const COLUMNS = Object.entries(TABLES).flatMap(([table, columns]) =>
  Object.entries(columns).flatMap(([column, falsify]) =>
    typeof falsify === 'function' ? [[table, column, falsify] as const] : [],
  ),
);

describeOnEveryEngine('damage', (engine) => {
  const suite = useLedger(engine, { lookOver: false });

  /** An account with something in every projection, and a hold that is open. */
  async function rich(): Promise<TestAccount> {
    const { clock } = suite.open;
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const spent = await account.grant('10');
    await account.deduct('10');
    await account.reverse(spent);
    clock.advance(1);
    await account.grant('3', { expiresAt: clock.iso(30 * DAY) });
    clock.advance(1);
    await account.grant('50', { expiresAt: clock.iso(30 * DAY) });
    const again = await account.grant('5', { expiresAt: null });
    await account.deduct('30');
    await account.hold('9', { timeoutMs: HOUR });
    await account.reverse(again);
    const owing = await account.grant('20', { expiresAt: null });
    await account.deduct((await account.balance()).available);
    await account.reverse(owing);
    clock.advance(1);
    return account;
  }

  const scopeOf = ({ member, currency }: TestAccount) => ({ member, currency });
  const idColumnOf = (table: string) => (table === 'rewards_accounts' ? 'id' : 'account_id');
  /** Of the account that has or had this id, every row of every projection. */
  async function stored(id: number): Promise<unknown> {
    const rows: unknown[] = [];
    for (const table of Object.keys(TABLES)) {
      const found = await suite.open.knex<Row>(table).where(idColumnOf(table), id).orderBy('id');
      rows.push(
        found.map((row) =>
          Object.fromEntries(
            Object.keys(TABLES[table]!)
              .filter((column) => typeof TABLES[table]![column] === 'function')
              .map((column) => [column, row[column] === null ? null : String(row[column] as string | number)]),
          ),
        ),
      );
    }
    return rows;
  }

  const reconciliation = () => suite.open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');

  it('L31 every column is either a projection, or said to be none', async () => {
    const account = await rich();
    for (const [table, columns] of Object.entries(TABLES)) {
      const [row] = await account.stored(table);
      expect(Object.keys(row!).sort()).toEqual(Object.keys(columns).sort());
    }
  });

  it.each(COLUMNS)(
    'L31 L32 D5 %s.%s is found by check and reconciliation, and mended',
    async (table, column, falsify) => {
      const { ledger, knex } = suite.open;
      const account = await rich();
      const id = await account.id();
      const before = await stored(id);
      const rows = await knex<Row>(table).where(idColumnOf(table), id).orderBy('id', 'desc');
      const row = rows.find((one) => one.status === 'open' || Number(one.remaining) > 0) ?? rows[0]!;
      await withMaintenance(knex, async () => {
        await knex<Row>(table)
          .where('id', row.id as string)
          .update({ [column]: falsify(row) as never });
      });
      expect((await ledger.check()).findings.length).toBeGreaterThan(0);
      const run = await reconciliation().run({ type: 'full', verifyChain: false });
      expect(run).toMatchObject({ status: 'completed', errorCount: 0 });
      expect(run.discrepanciesFound).toBeGreaterThan(0);

      expect(await ledger.rebuild()).toMatchObject({ accountsLeftAlone: 0, leftAlone: [] });
      expect(await stored(id)).toEqual(before);
      expect((await ledger.check()).findings).toEqual([]);
      expect((await ledger.verifyChain(scopeOf(account))).findings).toEqual([]);
      await account.grant('1');
      expect((await ledger.verifyChain(scopeOf(account))).findings).toEqual([]);
    },
  );

  it('L6 an instant of the newest row that was falsified lets nothing expire early once it is mended', async () => {
    const { clock, knex, ledger } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(30 * DAY) });
    await knex('rewards_accounts')
      .where('id', await account.id())
      .update({ last_posted_at: clock.now() + 400 * DAY });
    expect((await ledger.check(scopeOf(account))).findings).toMatchObject([{ kind: 'sequence' }]);
    await ledger.rebuild(scopeOf(account));
    await account.grant('1');
    expect(await account.standing()).toBe('11, 0 held, 11 available');
  });

  it('L5 L32 the head of an account without any row is compared, too', async () => {
    const { knex, ledger } = suite.open;
    const account = await suite.account();
    const [model] = await knex<Row>('rewards_accounts').limit(1);
    const { id: _, ...copy } = model ?? {};
    const genesis = { ...copy, ...scopeOf(account), sequence: 0, balance: 0, held: 0, lifetime_earned: 0 };
    const nothing = { lifetime_spent: 0, arrears: 0, next_due_at: null, level: null, tier: null };
    await knex('rewards_accounts').insert({ ...genesis, ...nothing, last_posted_at: 5, last_hash: '1'.repeat(64) });
    expect((await ledger.check(scopeOf(account))).findings.map(({ kind }) => kind)).toEqual(['sequence', 'sequence']);
    await ledger.rebuild(scopeOf(account));
    expect((await ledger.check(scopeOf(account))).findings).toEqual([]);
    await account.grant('1');
    expect((await ledger.verifyChain(scopeOf(account))).findings).toEqual([]);
  });

  describe('of the rows themselves', () => {
    /** Accounts whose rows were damaged, and how. */
    const damages: readonly [string, 'chain' | 'cut-off', (account: TestAccount) => Promise<unknown>][] = [
      [
        'a forged row whose hash is wrong',
        'chain',
        async (account) =>
          suite.open
            .knex('rewards_ledger_entries')
            .where({ account_id: await account.id(), sequence: 1 })
            .update({ amount: 1_000_000, balance_after: 1_000_000, lot_opened: 1_000_000 }),
      ],
      [
        'a row that is missing between others',
        'chain',
        async (account) =>
          suite.open
            .knex('rewards_ledger_entries')
            .where({ account_id: await account.id(), sequence: 2 })
            .delete(),
      ],
      [
        'allocations that were changed',
        'chain',
        async (account) => {
          const [lot] = await account.stored('rewards_lots');
          const allocations = suite.open.knex('rewards_allocations').where({ lot_id: lot!.id! });
          expect(await allocations.update({ amount: -1 })).toBeGreaterThan(0);
        },
      ],
      [
        'newest rows that are gone',
        'cut-off',
        async (account) =>
          suite.open
            .knex('rewards_ledger_entries')
            .where({ account_id: await account.id(), sequence: 3 })
            .delete(),
      ],
      [
        'all rows gone',
        'cut-off',
        async (account) =>
          suite.open
            .knex('rewards_ledger_entries')
            .where({ account_id: await account.id() })
            .delete(),
      ],
    ];

    it.each(damages)('L31 %s: a rebuild leaves the account alone and tells', async (_, reason, harm) => {
      const { ledger, knex } = suite.open;
      const account = await suite.account();
      const other = await suite.account();
      for (const one of [account, other]) {
        await one.grant('10');
        await one.deduct('3');
        await one.grant('5');
      }
      const id = await account.id();
      await withMaintenance(knex, async () => {
        await harm(account);
      });
      const before = await stored(id);
      await knex('rewards_accounts')
        .where('id', await other.id())
        .update({ balance: 1 });
      for (const report of [await ledger.rebuild(scopeOf(account)), await ledger.rebuild()]) {
        expect(report.leftAlone).toContainEqual({ accountId: String(id), ...scopeOf(account), reason });
        expect(report.accountsLeftAlone).toBe(report.leftAlone.length);
      }
      expect(await stored(id)).toEqual(before);
      expect(await other.standing()).toBe('12, 0 held, 12 available');
      expect((await ledger.check(scopeOf(account))).accountsDrifted).toBe(1);
    });

    it('L31 an account that is missing altogether comes back from a sound chain, and from no other', async () => {
      const { ledger, knex } = suite.open;
      const [sound, forged] = [await suite.account(), await suite.account()];
      for (const account of [sound, forged]) await account.grant('10');
      const ids = [await sound.id(), await forged.id()];
      await withMaintenance(knex, async () => {
        await knex('rewards_accounts').whereIn('id', ids).delete();
        await knex('rewards_ledger_entries').where('account_id', ids[1]!).update({ amount: 99, lot_opened: 99 });
      });
      const { leftAlone } = await ledger.rebuild();
      expect(leftAlone).toContainEqual({ accountId: String(ids[1]), ...scopeOf(forged), reason: 'chain' });
      expect([await sound.id(), await forged.id()]).toEqual([ids[0], -1]);
      expect(await sound.standing()).toBe('10, 0 held, 10 available');
    });
  });
});
