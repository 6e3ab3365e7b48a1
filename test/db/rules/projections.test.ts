import type { FindingDto, FindingKind } from '../../../server/contract';
import { withMaintenance } from '../../../server/ledger';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, type TestAccount } from './account';
import { codeOf } from './refusal';
import { useLedger } from './suite';

const PROJECTIONS = ['rewards_accounts', 'rewards_lots', 'rewards_holds', 'rewards_open_items'];
/** When an account was last looked at is no projection of the ledger. */
const NOT_DERIVED = new Set(['last_reconciled_at', 'reconciliation_status']);

describeOnEveryEngine('projections', (engine) => {
  const suite = useLedger(engine, { lookOver: false });

  /** An account with something in every projection: lots, an open and a closed hold, an open item and arrears. */
  async function rich(): Promise<TestAccount> {
    const { clock } = suite.open;
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const spent = await account.grant('10');
    await account.deduct('10');
    await account.reverse(spent);
    await account.grant('4');
    await account.reverse(await account.grant('9', { expiresAt: clock.iso(9 * DAY) }));
    await account.grant('50', { expiresAt: clock.iso(30 * DAY) });
    await account.grant('7', { expiresAt: clock.iso(HOUR) });
    clock.advance(HOUR);
    await account.adjust('-3');
    await account.capture(await account.hold('6'), '2');
    const open = await account.hold('8', { timeoutMs: DAY });
    await account.capture(open, '1', { keepOpen: true });
    await account.release(open, '2');
    const again = await account.grant('20');
    await account.deduct('45');
    await account.reverse(again);
    return account;
  }

  /** Every projection of an account, row for row. */
  async function projectionsOf(account: TestAccount): Promise<unknown> {
    const tables = await Promise.all(PROJECTIONS.map((table) => account.stored(table)));
    return tables.map((rows) =>
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).flatMap(([name, value]) =>
            NOT_DERIVED.has(name) ? [] : [[name, value === null ? null : String(value)]],
          ),
        ),
      ),
    );
  }

  const scopeOf = ({ member, currency }: TestAccount) => ({ member, currency });

  const damage = async (account: TestAccount, table: string, set: string, where = '1 = 1'): Promise<void> => {
    const column = table === 'rewards_accounts' ? 'id' : 'account_id';
    const changed: unknown = await suite.open
      .knex(table)
      .where(column, await account.id())
      .whereRaw(where)
      .update(
        Object.fromEntries(
          set.split(', ').map((part) => {
            const [name, ...value] = part.split(' = ');
            return [name!, suite.open.knex.raw(value.join(' = '))];
          }),
        ),
      );
    expect(Number(changed)).toBeGreaterThan(0);
  };

  it('L31 the history that the tests below damage is sound, and has something in every projection', async () => {
    const account = await rich();
    const { ledger } = suite.open;
    expect((await ledger.check(scopeOf(account))).findings).toEqual([]);
    const before = await projectionsOf(account);
    await ledger.rebuild(scopeOf(account));
    expect(await projectionsOf(account)).toEqual(before);
    for (const table of PROJECTIONS) expect(await account.stored(table)).not.toEqual([]);
    const [row] = await account.stored('rewards_accounts');
    expect(Number(row!.arrears)).toBeGreaterThan(0);
    expect(Number(row!.held)).toBe(5);
  });

  /** Each figure of a projection, how it is damaged, and the kind of finding that must come of it. */
  const figures: [string, string, string, FindingKind, string][] = [
    ['the balance', 'rewards_accounts', 'balance = balance + 1', 'balance', '1 = 1'],
    ['the held sum', 'rewards_accounts', 'held = held - 1', 'held', '1 = 1'],
    ['the lifetime earned', 'rewards_accounts', 'lifetime_earned = lifetime_earned - 1', 'lifetime-earned', '1 = 1'],
    ['the lifetime spent', 'rewards_accounts', 'lifetime_spent = 0', 'lifetime-spent', '1 = 1'],
    ['the sequence', 'rewards_accounts', 'sequence = sequence + 1', 'sequence', '1 = 1'],
    ['the arrears', 'rewards_accounts', 'arrears = 0', 'open-item', '1 = 1'],
    ['what is left of a lot', 'rewards_lots', 'remaining = remaining + 1', 'lot', 'remaining > 0'],
    ['what is held of a lot', 'rewards_lots', 'held = 0', 'lot', 'held > 0'],
    ['what was put into a lot', 'rewards_lots', 'amount = amount + 1', 'lot', 'remaining > 0'],
    ['a lot’s expiry', 'rewards_lots', 'expires_at = NULL', 'lot', 'remaining > 0 AND expires_at IS NOT NULL'],
    ['a lot’s age', 'rewards_lots', 'earned_at = earned_at + 1', 'lot', 'remaining > 0'],
    ['an open lot’s mark', 'rewards_lots', 'is_open = 0', 'lot', 'remaining > 0'],
    ['an empty lot’s mark', 'rewards_lots', 'is_open = 1', 'lot', 'remaining = 0'],
    ['what was captured of a hold', 'rewards_holds', 'captured = captured + 1', 'hold', "status = 'open'"],
    ['what was released of a hold', 'rewards_holds', 'released = 0', 'hold', "status = 'open'"],
    ['what a hold was made for', 'rewards_holds', 'amount = amount + 1', 'hold', "status = 'open'"],
    ['an open hold’s status', 'rewards_holds', "status = 'captured'", 'hold', "status = 'open'"],
    ['a closed hold’s status', 'rewards_holds', "status = 'open'", 'hold', "status = 'captured'"],
    ['a hold’s time-out', 'rewards_holds', 'expires_at = NULL', 'hold', "status = 'open'"],
    ['what is left of an open item', 'rewards_open_items', 'remaining = remaining - 1', 'open-item', 'remaining > 0'],
    ['what an open item was for', 'rewards_open_items', 'amount = amount + 1', 'open-item', '1 = 1'],
  ];

  const sorted = (findings: readonly FindingDto[]): string[] => findings.map((one) => JSON.stringify(one)).sort();
  /** What a check of all accounts tells of this one: it asks otherwise than a check of one account. */
  const seenAmongAll = async (account: TestAccount) => {
    const { findings } = await suite.open.ledger.check();
    return sorted(
      findings.filter(({ member, currency }) => member === account.member && currency === account.currency),
    );
  };

  it.each(figures)(
    'L31 L32 %s, damaged, is found by a check and mended by a rebuild',
    async (_, table, set, kind, where) => {
      const { ledger } = suite.open;
      const account = await rich();
      const before = await projectionsOf(account);
      await damage(account, table, set, where);
      const damaged = await projectionsOf(account);

      const report = await ledger.check(scopeOf(account));
      expect(report).toMatchObject({ accountsChecked: 1, accountsDrifted: 1, truncated: false });
      expect(report.findings.map((finding) => finding.kind)).toContain(kind);
      for (const finding of report.findings) {
        expect(finding).toMatchObject(scopeOf(account));
        expect(finding.expected).not.toBe(finding.actual);
      }
      expect(await seenAmongAll(account)).toEqual(sorted(report.findings));
      expect(await projectionsOf(account)).toEqual(damaged);

      const rebuilt = await ledger.rebuild(scopeOf(account));
      expect(rebuilt.accountsRebuilt + rebuilt.lotsRebuilt + rebuilt.holdsRebuilt).toBeGreaterThan(0);
      expect(await projectionsOf(account)).toEqual(before);
      expect((await ledger.check(scopeOf(account))).findings).toEqual([]);
    },
  );

  it.each([
    ['lot', 'rewards_lots'],
    ['hold', 'rewards_holds'],
    ['open-item', 'rewards_open_items'],
  ] as const)(
    'L31 L32 a %s that is gone, and one that nothing bears out, are found and put right',
    async (kind, table) => {
      const { ledger, knex } = suite.open;
      const account = await rich();
      const before = await projectionsOf(account);
      const subjects = async () =>
        (await ledger.check(scopeOf(account))).findings.flatMap((one) => (one.kind === kind ? [one.subject] : []));
      const [row] = await account.stored(table);
      await knex(table).where('id', row!.id).delete();
      expect(await subjects()).not.toEqual([]);
      expect(await seenAmongAll(account)).toEqual(sorted((await ledger.check(scopeOf(account))).findings));
      await ledger.rebuild(scopeOf(account));
      expect(await projectionsOf(account)).toEqual(before);

      const invented = 'Z'.repeat(26);
      await knex(table).insert({ ...row, id: invented });
      expect(await subjects()).toContain(invented);
      expect(await seenAmongAll(account)).toEqual(sorted((await ledger.check(scopeOf(account))).findings));
      await ledger.rebuild(scopeOf(account));
      expect(await projectionsOf(account)).toEqual(before);

      // One in place of another: as many as there should be.
      await knex(table).where('id', row!.id).update({ id: invented });
      expect(await subjects()).toEqual(expect.arrayContaining([row!.id, invented]));
      expect(await seenAmongAll(account)).toEqual(sorted((await ledger.check(scopeOf(account))).findings));
      await ledger.rebuild(scopeOf(account));
      expect(await projectionsOf(account)).toEqual(before);
    },
  );

  it('L31 every column of an account that is derived comes back, also those that are no figure', async () => {
    const account = await rich();
    const before = await projectionsOf(account);
    await damage(account, 'rewards_accounts', "next_due_at = NULL, last_posted_at = 0, last_hash = 'x'");
    await suite.open.ledger.rebuild(scopeOf(account));
    expect(await projectionsOf(account)).toEqual(before);
  });

  it('L31 lots that are due are still written off after a rebuild', async () => {
    const { clock, ledger } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await damage(account, 'rewards_accounts', 'next_due_at = NULL, balance = 0');
    await ledger.rebuild(scopeOf(account));
    clock.advance(HOUR);
    expect(await account.standing()).toBe('10, 0 held, 0 available');
    expect(await codeOf(account.deduct('1'))).toBe('INSUFFICIENT_FUNDS');
  });

  it('L31 a rebuild writes only what differs, and never the ledger', async () => {
    const { knex, ledger } = suite.open;
    const account = await rich();
    const id = await account.id();
    const ledgerRows = () => knex('rewards_ledger_entries').where('account_id', id).orderBy('sequence');
    const rows: unknown = await ledgerRows();
    await damage(account, 'rewards_lots', 'remaining = remaining + 1', 'remaining > 0');
    const damagedLots = (await account.stored('rewards_lots')).filter((lot) => Number(lot.remaining) > 0).length;
    expect(await ledger.rebuild(scopeOf(account))).toMatchObject({
      accountsChecked: 1,
      accountsRebuilt: 1,
      lotsRebuilt: damagedLots,
      holdsRebuilt: 0,
      standingsRebuilt: 0,
    });
    expect(await ledgerRows()).toEqual(rows);
  });

  it('L31 L32 a scope covers its accounts and no others', async () => {
    const { ledger } = suite.open;
    const [one, other] = [await rich(), await rich()];
    for (const account of [one, other]) await damage(account, 'rewards_accounts', 'balance = balance + 1');
    expect((await ledger.check({ member: one.member })).findings.map((finding) => finding.member)).toEqual([
      one.member,
    ]);
    expect((await ledger.check({ currency: other.currency })).findings.map((finding) => finding.currency)).toEqual([
      other.currency,
    ]);
    await ledger.rebuild({ member: one.member });
    const drifted = (await ledger.check()).findings.map((finding) => finding.member);
    expect(drifted).toContain(other.member);
    expect(drifted).not.toContain(one.member);
    await ledger.rebuild();
    expect((await ledger.check()).findings).toEqual([]);
  });

  it('L31 L32 an account that is gone, but that the ledger has rows of, is found and made again', async () => {
    const { knex, ledger } = suite.open;
    const account = await rich();
    const before = await projectionsOf(account);
    const id = await account.id();
    await withMaintenance(knex, async () => {
      await knex('rewards_accounts').where({ id }).delete();
    });
    const findings = (await ledger.check()).findings.filter((finding) => finding.accountId === String(id));
    expect(findings).not.toEqual([]);
    for (const finding of findings) expect(finding).toMatchObject(scopeOf(account));
    await ledger.rebuild();
    expect(await projectionsOf(account)).toEqual(before);
  });

  it('L32 what is due but not yet settled is no drift', async () => {
    const { clock, ledger } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.grant('10');
    await account.hold('15', { timeoutMs: HOUR });
    clock.advance(2 * HOUR);
    expect((await ledger.check(scopeOf(account))).findings).toEqual([]);
    const before = await projectionsOf(account);
    await ledger.rebuild(scopeOf(account));
    expect(await projectionsOf(account)).toEqual(before);
  });

  it('L32 check and rebuild report nothing that is not there while postings go on, eight at a time', async () => {
    const { clock, ledger } = suite.open;
    const accounts = await Promise.all(Array.from({ length: 4 }, () => suite.account({ reversalPolicy: 'arrears' })));
    for (const account of accounts) await account.grant('1000');
    let busy = true;
    const post = async (worker: number) => {
      const account = accounts[worker % accounts.length]!;
      for (let i = 0; i < 12; i += 1) {
        const granted = await account.grant('5', { expiresAt: clock.iso(DAY) });
        const hold = await account.hold('4', { timeoutMs: HOUR });
        await account.capture(hold, '2');
        await account.reverse(await account.deduct('3'));
        await account.reverse(granted);
      }
    };
    const look = async () => {
      let looks = 0;
      while (busy) {
        const report = await ledger.check();
        expect(report.findings.filter((finding) => accounts.some(({ member }) => member === finding.member))).toEqual(
          [],
        );
        for (const account of accounts.slice(0, 2)) {
          const rebuilt = await ledger.rebuild(scopeOf(account));
          expect(rebuilt).toMatchObject({ accountsRebuilt: 0, lotsRebuilt: 0, holdsRebuilt: 0 });
        }
        expect((await ledger.verifyChain(scopeOf(accounts[2]!))).findings).toEqual([]);
        looks += 1;
      }
      return looks;
    };
    const looking = look();
    try {
      await Promise.all(Array.from({ length: 8 }, (_, worker) => post(worker)));
    } finally {
      busy = false;
    }
    expect(await looking).toBeGreaterThan(0);
    for (const account of accounts) expect((await ledger.check(scopeOf(account))).findings).toEqual([]);
  });
});

describeOnEveryEngine('a balance in the past', (engine) => {
  const suite = useLedger(engine);

  it('L33 is told as the ledger stood then, with every figure', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ scale: 2 });
    const instants: string[] = [];
    const mark = () => {
      instants.push(clock.iso());
      clock.advance(HOUR);
    };
    mark();
    await account.grant('10');
    mark();
    const hold = await account.hold('4');
    mark();
    const spent = await account.capture(hold);
    mark();
    await account.reverse(spent);
    mark();
    const told = [];
    for (const at of instants) {
      const { lifetimeEarned, lifetimeSpent, sequence } = await account.balance({ at });
      told.push([await account.standing({ at }), lifetimeEarned, lifetimeSpent, sequence]);
    }
    expect(told).toEqual([
      ['0.00, 0.00 held, 0.00 available', '0.00', '0.00', 0],
      ['10.00, 0.00 held, 10.00 available', '10.00', '0.00', 1],
      ['10.00, 4.00 held, 6.00 available', '10.00', '0.00', 2],
      ['6.00, 0.00 held, 6.00 available', '10.00', '4.00', 3],
      ['10.00, 0.00 held, 10.00 available', '10.00', '0.00', 4],
    ]);
  });

  it('L33 includes what was posted at that very instant, and nothing of the millisecond after', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const at = clock.iso();
    await account.grant('1');
    clock.advance(1);
    await account.grant('2');
    expect((await account.balance({ at })).balance).toBe('1');
    expect((await account.balance({ at: new Date(clock.now()) })).balance).toBe('3');
    expect((await account.balance({ at: clock.iso(-2) })).balance).toBe('0');
  });

  it('L33 goes by when rows took effect, where that is asked for', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { effectiveAt: clock.iso(-10 * DAY) });
    await account.deduct('4', { effectiveAt: clock.iso(-5 * DAY) });
    await account.grant('1');
    const at = async (days: number, basis: 'posted' | 'effective') =>
      (await account.balance({ at: clock.iso(-days * DAY), basis })).balance;
    expect(await Promise.all([11, 10, 5, 1].map((days) => at(days, 'effective')))).toEqual(['0', '10', '6', '6']);
    expect(await Promise.all([11, 10, 5, 1].map((days) => at(days, 'posted')))).toEqual(['0', '0', '0', '0']);
    expect([await at(0, 'effective'), await at(0, 'posted')]).toEqual(['7', '7']);
  });

  it('L33 stays what it was, whatever is posted later', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10', { expiresAt: clock.iso(DAY) });
    await account.deduct('3');
    const at = clock.iso();
    const then = await account.balance({ at });
    clock.advance(2 * DAY);
    await account.grant('5', { effectiveAt: clock.iso(-3 * DAY) });
    await account.reverse(granted);
    expect(await account.balance({ at })).toEqual(then);
    expect(then.balance).toBe('7');
  });

  it('L33 tells what could be spent then, lots past expiry and holds past their time-out taken into account', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(2 * HOUR) });
    await account.grant('5');
    await account.hold('4', { timeoutMs: HOUR });
    const [during, released, expired] = [clock.iso(), clock.iso(HOUR), clock.iso(2 * HOUR)];
    clock.advance(3 * HOUR);
    expect(await account.standing({ at: during })).toBe('15, 4 held, 11 available');
    expect((await account.balance({ at: released })).available).toBe('15');
    expect((await account.balance({ at: expired })).available).toBe('5');
  });

  it('L33 cannot be told of the future', async () => {
    const account = await suite.account();
    expect(await codeOf(account.balance({ at: suite.open.clock.iso(1) }))).toBe('INVALID_INPUT');
  });
});
