/** D3, D5. Every kind of damage, and what a run makes of it: exactly that, classified, with its evidence. */
import type { Knex } from 'knex';

import type { SuggestedRepairDto } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { accountOf, ADA, DAY, namesOf, openDamageFixture, type Victim, type DamageFixture } from './damage-fixture';

interface Damage {
  readonly name: string;
  readonly harm: (table: Knex, victim: Victim) => Promise<unknown>;
  /** `kind field severity`, sorted. */
  readonly found: readonly string[];
  readonly suggested?: SuggestedRepairDto;
}

const account = (table: Knex, { member, currency }: Victim) => table('rewards_accounts').where({ member, currency });
const plus = (table: Knex, column: string, minor: number) => ({ [column]: table.raw(`${column} + ${minor}`) });

const DAMAGES: readonly Damage[] = [
  {
    name: 'a balance that is a little off',
    harm: (table, victim) => account(table, victim).update(plus(table, 'balance', 500)),
    found: ['balance_mismatch balance medium'],
  },
  {
    name: 'a balance that is off by exactly 1,000',
    harm: (table, victim) => account(table, victim).update(plus(table, 'balance', 100_000)),
    found: ['balance_mismatch balance medium'],
  },
  {
    name: 'a balance that is off by more than 1,000',
    harm: (table, victim) => account(table, victim).update(plus(table, 'balance', -100_001)),
    found: ['balance_mismatch balance high'],
  },
  {
    name: 'a held figure',
    harm: (table, victim) => account(table, victim).update(plus(table, 'held', 1)),
    found: ['held_mismatch held medium'],
  },
  {
    name: 'what was earned in a lifetime',
    harm: (table, victim) => account(table, victim).update(plus(table, 'lifetime_earned', 1)),
    found: ['lifetime_mismatch lifetimeEarned high'],
  },
  {
    name: 'what was spent in a lifetime',
    harm: (table, victim) => account(table, victim).update(plus(table, 'lifetime_spent', 1)),
    found: ['lifetime_mismatch lifetimeSpent high'],
  },
  {
    name: 'what is left of a lot',
    harm: (table, { rows }) =>
      table('rewards_lots')
        .where({ id: rows.grant })
        .update(plus(table, 'remaining', -1)),
    found: ['lot_mismatch remaining medium'],
  },
  {
    name: 'what is held of a lot',
    harm: (table, { rows }) =>
      table('rewards_lots')
        .where({ id: rows.grant })
        .update(plus(table, 'held', 1)),
    found: ['lot_mismatch held medium'],
  },
  {
    name: 'a lot that is gone',
    harm: (table, { rows }) => table('rewards_lots').where({ id: rows.last }).del(),
    found: ['lot_mismatch amount medium', 'lot_mismatch lots medium'],
  },
  {
    name: 'what a hold has captured, and so what it holds',
    harm: (table, { rows }) =>
      table('rewards_holds')
        .where({ id: rows.hold })
        .update(plus(table, 'captured', 1)),
    found: ['hold_mismatch captured medium'],
  },
  {
    name: 'a hold that is closed though it holds',
    harm: (table, { rows }) => table('rewards_holds').where({ id: rows.hold }).update({ status: 'released' }),
    found: ['hold_mismatch status medium'],
  },
  {
    name: 'when something falls due',
    harm: (table, victim) => account(table, victim).update({ next_due_at: null }),
    found: ['due_mismatch nextDueAt low'],
  },
  {
    name: 'what is still owed',
    harm: (table, victim) => account(table, victim).update(plus(table, 'arrears', 5)),
    found: ['arrears_mismatch arrears medium'],
  },
  {
    name: 'an account that knows of too few rows',
    harm: (table, victim) => account(table, victim).update(plus(table, 'sequence', -1)),
    // The chain goes on behind the head.
    found: ['head_mismatch hash medium', 'head_mismatch sequence medium'],
  },
  {
    name: 'the hash of an account’s head',
    harm: (table, victim) => account(table, victim).update({ last_hash: '0'.repeat(64) }),
    found: ['head_mismatch hash medium'],
  },
  {
    name: 'an edited reason',
    harm: (table, { rows }) =>
      table('rewards_ledger_entries').where({ id: rows.deduct }).update({ reason: 'Something else' }),
    found: ['chain_break content critical'],
    suggested: { action: 'ignore', amount: null },
  },
  {
    name: 'a row that is gone from the middle',
    harm: (table, { rows }) => table('rewards_ledger_entries').where({ id: rows.deduct }).del(),
    // What the row moved is missing from every sum, and its allocations belong to nothing.
    found: [
      'balance_mismatch balance medium',
      'lifetime_mismatch lifetimeSpent high',
      'missing_transaction rows critical',
    ],
    suggested: { action: 'adjust', amount: '-30.00' },
  },
  {
    name: 'rows that are gone from the end',
    harm: (table, { rows }) => table('rewards_ledger_entries').where({ id: rows.last }).del(),
    found: [
      'balance_mismatch balance medium',
      'lifetime_mismatch lifetimeEarned high',
      'lot_mismatch accountId medium',
      'lot_mismatch amount medium',
      'lot_mismatch earnedAt medium',
      'lot_mismatch lots medium',
      'missing_transaction sequence critical',
    ],
    suggested: { action: 'adjust', amount: null },
  },
];

describeOnEveryEngine('what a reconciliation finds', (engine) => {
  let fixture: DamageFixture;
  beforeAll(async () => {
    fixture = await openDamageFixture(engine);
  });
  afterAll(() => fixture.close());

  it('is nothing when all is well, chain included', async () => {
    const victim = await fixture.victim();
    expect(await fixture.reconcile(victim)).toEqual([]);
    const columns = ['reconciliation_status', 'last_reconciled_at'];
    const row: unknown = await account(fixture.open.knex, victim).first(columns);
    const { reconciliation_status: status, last_reconciled_at: at } = row as Record<string, unknown>;
    expect([status, Number(at)]).toEqual(['verified', fixture.open.clock.now()]);
  });

  it.each(DAMAGES)('is $name, and nothing else', async ({ harm, found, suggested }) => {
    const [victim, bystander] = [await fixture.victim(), await fixture.victim()];
    await fixture.damage((table) => harm(table, victim));
    const seen = await fixture.reconcile(victim);
    expect(seen.map(({ kind, field, severity }) => `${kind} ${field} ${severity}`).sort()).toEqual(found);
    expect(await fixture.reconcile(bystander)).toEqual([]);
    for (const one of seen) {
      expect(one).toMatchObject({ status: 'detected', member: { id: victim.member }, timesSeen: 1 });
      const { evidence, history } = await fixture.service.getDiscrepancy({ discrepancy: one.id });
      expect(evidence?.length).toBeGreaterThan(0);
      expect(history.map(({ kind }) => kind)).toEqual(['detected']);
    }
    const gravest = seen.find(({ kind }) => /transaction|chain/.test(kind)) ?? seen[0]!;
    const { suggestion } = await fixture.service.getDiscrepancy({ discrepancy: gravest.id });
    expect(suggestion).toEqual(suggested ?? { action: 'rebuild', amount: null });
    expect(await account(fixture.open.knex, victim).first('reconciliation_status')).toEqual({
      reconciliation_status: 'discrepancy',
    });
  });

  it('is a level or a tier that does not follow from the figures', async () => {
    const currency = await fixture.open.currency({ scale: 2, drivesLevels: true, drivesTiers: true });
    const member = await fixture.open.member();
    await fixture.open.ledger.grant({ member, currency, amount: '10.00', idempotencyKey: fixture.open.key() });
    const victim = { member, currency, rows: { grant: '', deduct: '', hold: '', last: '' } };
    expect(await fixture.reconcile(victim)).toEqual([]);
    await fixture.damage((table) => account(table, victim).update({ tier: 'platinum', level: 'hero' }));
    expect(namesOf(await fixture.reconcile(victim))).toEqual(['level_mismatch level', 'tier_mismatch tier']);
  });

  it('is one event that was posted twice under different keys, until one of the rows is reversed', async () => {
    const { ledger, key } = fixture.open;
    const victim = await fixture.victim();
    const { member, currency } = victim;
    const event = { member, currency, amount: '12.50', source: 'shop', eventId: 'order-9', rule: 'order' };
    const first = await ledger.grant({ ...event, idempotencyKey: key() });
    // Another rule, another source or another amount is another posting of the event.
    await ledger.grant({ ...event, rule: 'bonus', idempotencyKey: key() });
    await ledger.grant({ ...event, source: 'import', idempotencyKey: key() });
    expect(await fixture.reconcile(victim)).toEqual([]);
    const again = await ledger.grant({ ...event, idempotencyKey: key() });
    const [found, ...others] = await fixture.reconcile(victim);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      kind: 'duplicate_transaction',
      severity: 'high',
      subject: first.entry.id,
      expected: '12.50',
      actual: '25.00',
      difference: '12.50',
    });
    const { suggestion, evidence } = await fixture.service.getDiscrepancy({ discrepancy: found!.id });
    expect(suggestion).toEqual({ action: 'adjust', amount: '-12.50' });
    expect(evidence?.[0]?.rows.map(({ id, amount }) => [id, amount])).toEqual([
      [first.entry.id, '12.50'],
      [again.entry.id, '12.50'],
    ]);
    await ledger.reverse({ entryId: again.entry.id, idempotencyKey: key() });
    expect(await fixture.reconcile(victim)).toEqual([]);
    const after = await fixture.service.getDiscrepancy({ discrepancy: found!.id });
    expect(after).toMatchObject({ status: 'resolved', resolution: 'gone', resolvedBy: null });
  });

  it('L37 is one event that was posted twice for as much as was not reversed of it', async () => {
    const { ledger, key } = fixture.open;
    const victim = await fixture.victim();
    const { member, currency } = victim;
    const event = { member, currency, amount: '12.50', source: 'shop', eventId: 'order-9', rule: 'order' };
    const [first, again] = [
      await ledger.grant({ ...event, idempotencyKey: key() }),
      await ledger.grant({ ...event, idempotencyKey: key() }),
    ];
    const reverse = (entryId: string, amount: string) => ledger.reverse({ entryId, amount, idempotencyKey: key() });
    await reverse(again.entry.id, '2.50');
    await reverse(again.entry.id, '2.50');
    const [found] = await fixture.reconcile(victim);
    expect(found).toMatchObject({
      kind: 'duplicate_transaction',
      expected: '12.50',
      actual: '20.00',
      difference: '7.50',
    });
    const { suggestion } = await fixture.service.getDiscrepancy({ discrepancy: found!.id });
    expect(suggestion).toEqual({ action: 'adjust', amount: '-7.50' });
    await reverse(first.entry.id, '7.50');
    expect(await fixture.reconcile(victim)).toEqual([]);
  });

  it('tells instants as instants, and what is none by nothing', async () => {
    const [none, absurd] = [await fixture.victim(), await fixture.victim()];
    await fixture.damage((table) => account(table, none).update({ next_due_at: null }));
    await fixture.damage((table) => account(table, absurd).update({ next_due_at: 9_000_000_000_000_000 }));
    const timesOut = fixture.open.clock.iso(300 * DAY);
    expect(await fixture.reconcile(none)).toMatchObject([{ expected: timesOut, actual: '', difference: null }]);
    expect(await fixture.reconcile(absurd)).toMatchObject([{ expected: timesOut, actual: '9000000000000000' }]);
  });

  it('is what a missing row moved, told from the rows on both sides', async () => {
    const victim = await fixture.victim();
    await fixture.damage((table) => table('rewards_ledger_entries').where({ id: victim.rows.deduct }).del());
    const gap = (await fixture.reconcile(victim)).find(({ kind }) => kind === 'missing_transaction')!;
    expect(gap).toMatchObject({ subject: '3', expected: '5170.00', actual: '5200.00', difference: '30.00' });
    const { evidence } = await fixture.service.getDiscrepancy({ discrepancy: gap.id });
    expect(evidence?.[0]).toMatchObject({ title: 'gap', isCut: false });
    expect(evidence?.[0]?.rows.map(({ sequence }) => Number(sequence))).toEqual([2, 4]);
  });

  it('says the stored hash and the one that the row would have to have', async () => {
    const victim = await fixture.victim();
    await fixture.damage((table) =>
      table('rewards_ledger_entries').where({ id: victim.rows.deduct }).update({ reason: 'Something else' }),
    );
    const [broken] = await fixture.reconcile(victim);
    const { evidence } = await fixture.service.getDiscrepancy({ discrepancy: broken!.id });
    const row = evidence!.find(({ title }) => title === 'hash')!.rows.find(({ id }) => id === victim.rows.deduct)!;
    expect(row.computed_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row.computed_hash).not.toBe(row.hash);
  });

  it('is an account that is missing although it has rows, in a full run, and a rebuild brings it back', async () => {
    const victim = await fixture.victim();
    await fixture.damage((table) => account(table, victim).del());
    await fixture.run();
    const found = await fixture.openOf(victim);
    expect(namesOf(found)).toContain('head_mismatch sequence');
    const head = found.find(({ kind }) => kind === 'head_mismatch')!;
    expect(await fixture.service.resolve(head.id, { action: 'rebuild' }, ADA)).toMatchObject({
      status: 'resolved',
      resolution: 'rebuild',
    });
    expect(await fixture.openOf(victim)).toEqual([]);
    const { balance } = await fixture.open.ledger.balance(accountOf(victim));
    expect(balance).toBe('5171.00');
  });
});
