/** D3, D4, D11, D12. What becomes of a discrepancy, and who did what. */
import { describeOnEveryEngine } from '../../support/engines';
import { codeOf } from '../rules/refusal';
import { accountOf, ADA, DAY, type DamageFixture, namesOf, openDamageFixture, type Victim } from './damage-fixture';

const GRACE = { id: 'admin:8', name: 'Grace' };
const NOTES = 'Seen and agreed with the shop';

describeOnEveryEngine('a discrepancy', (engine) => {
  let fixture: DamageFixture;
  beforeAll(async () => {
    fixture = await openDamageFixture(engine);
  });
  afterAll(() => fixture.close());

  const harm = (victim: Victim, column: string, minor: number) =>
    fixture.damage((table) =>
      table('rewards_accounts')
        .where({ member: victim.member })
        .update({ [column]: table.raw(`${column} + ${minor}`) }),
    );
  const found = async (victim: Victim) => (await fixture.reconcile(victim))[0]!;
  const get = (discrepancy: string) => fixture.service.getDiscrepancy({ discrepancy });
  const loseRow = (victim: Victim) =>
    fixture.damage((table) => table('rewards_ledger_entries').where({ id: victim.rows.deduct }).del());

  it('that persists is the same one, however many runs see it', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const first = await found(victim);
    fixture.open.clock.advance(1_000);
    const again = await fixture.reconcile(victim);
    expect(again.map(({ id, timesSeen }) => [id, timesSeen])).toEqual([[first.id, 2]]);
    expect(again[0]!.lastSeenAt > first.lastSeenAt).toBe(true);
    expect(again[0]!.firstSeenAt).toBe(first.firstSeenAt);
  });

  it('with other figures is still the same one, and its history says that they changed', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const first = await found(victim);
    await harm(victim, 'balance', 200_000);
    const [changed] = await fixture.reconcile(victim);
    expect(changed).toMatchObject({ id: first.id, difference: '2001.00', severity: 'high' });
    const { history, evidence } = await get(first.id);
    expect(history.map(({ kind }) => kind)).toEqual(['detected', 'changed']);
    expect(evidence!.find(({ title }) => title === 'account')!.rows[0]!.balance).toBe('7172.00');
  });

  it('that a later run no longer sees is closed by it', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    await harm(victim, 'balance', -100);
    expect(await fixture.reconcile(victim)).toEqual([]);
    const { history, ...one } = await get(id);
    expect(one).toMatchObject({ status: 'resolved', resolution: 'gone', resolvedBy: null });
    expect(history.map(({ kind }) => kind)).toEqual(['detected', 'gone']);
    await harm(victim, 'balance', 100);
    expect((await found(victim)).id).not.toBe(id);
  });

  it('of the chain is not closed by a run that did not look at the chain', async () => {
    const victim = await fixture.victim();
    await fixture.damage((table) =>
      table('rewards_ledger_entries').where({ id: victim.rows.deduct }).update({ reason: 'Other words' }),
    );
    const { id } = await found(victim);
    await fixture.service.run({ type: 'user_specific', member: victim.member, verifyChain: false });
    expect(await get(id)).toMatchObject({ status: 'detected', kind: 'chain_break' });
  });

  it('is looked into by somebody, with notes', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    expect(await fixture.service.investigate(id, { notes: NOTES }, ADA)).toMatchObject({
      status: 'investigating',
      assignee: ADA,
    });
    expect(await fixture.service.investigate(id, { assignee: GRACE }, ADA)).toMatchObject({ assignee: GRACE });
    const { history } = await get(id);
    expect(history.map(({ kind, actor, notes }) => [kind, actor?.name, notes])).toEqual([
      ['detected', undefined, null],
      ['investigating', 'Ada Admin', NOTES],
      ['investigating', 'Ada Admin', null],
    ]);
    expect(await fixture.reconcile(victim)).toMatchObject([{ id, status: 'investigating', assignee: GRACE }]);
  });

  it('is opened again by a person, as long as it is there', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    expect(await codeOf(fixture.service.reopen(id, {}, ADA))).toBe('DISCREPANCY_NOT_IGNORED');
    await fixture.service.investigate(id, {}, GRACE);
    const ignoring = { action: 'ignore', notes: NOTES } as const;
    await fixture.service.resolve(id, ignoring, ADA);
    expect(await fixture.reconcile(victim)).toEqual([]);
    expect(await fixture.service.reopen(id, { notes: 'It matters after all' }, GRACE)).toMatchObject({
      ...{ status: 'detected', assignee: null, resolution: null, resolvedAt: null, resolvedBy: null, notes: null },
    });
    expect((await get(id)).history.at(-1)).toMatchObject({
      ...{ kind: 'reopened', actor: GRACE, notes: 'It matters after all', runId: null },
    });
    expect(await fixture.reconcile(victim)).toMatchObject([{ id, status: 'detected' }]);
    // Ignored once more, and then mended by somebody else: there is nothing left to open.
    await fixture.service.resolve(id, ignoring, ADA);
    await fixture.open.ledger.rebuild({ member: victim.member });
    await fixture.reconcile(victim);
    expect(await codeOf(fixture.service.reopen(id, {}, ADA))).toBe('DISCREPANCY_NOT_IGNORED');
    expect(await get(id)).toMatchObject({ status: 'ignored' });
  });

  it('is mended by a rebuild, together with the others of its account', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    await harm(victim, 'held', 7);
    const seen = await fixture.reconcile(victim);
    expect(namesOf(seen)).toEqual(['balance_mismatch balance', 'held_mismatch held']);
    const [first, second] = seen.map(({ id }) => id);
    expect(await fixture.service.resolve(first!, { action: 'rebuild', notes: NOTES }, ADA)).toMatchObject({
      status: 'resolved',
      resolution: 'rebuild',
      resolvedBy: ADA,
      notes: NOTES,
    });
    expect((await get(first!)).history.at(-1)).toMatchObject({ kind: 'rebuilt', actor: ADA, notes: NOTES });
    expect(await get(second!)).toMatchObject({ status: 'resolved', resolution: 'rebuild' });
    expect((await fixture.open.ledger.check({ member: victim.member })).findings).toEqual([]);
    expect(
      await fixture.open.knex('rewards_accounts').where({ member: victim.member }).first('reconciliation_status'),
    ).toEqual({
      reconciliation_status: 'verified',
    });
  });

  it('is over when it is resolved', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    await fixture.service.resolve(id, { action: 'rebuild' }, ADA);
    const correction = { amount: '1.00', reason: NOTES, idempotencyKey: fixture.open.key() };
    for (const attempt of [
      () => fixture.service.resolve(id, { action: 'rebuild' }, ADA),
      () => fixture.service.resolve(id, { action: 'ignore', notes: NOTES }, ADA),
      () => fixture.service.investigate(id, {}, ADA),
      () => fixture.service.adjust(id, correction, ADA),
    ]) {
      expect(await codeOf(attempt())).toBe('DISCREPANCY_RESOLVED');
    }
    // The refused adjustment posted nothing.
    expect(
      (await fixture.open.ledger.history(accountOf(victim))).rows.filter(({ type }) => type === 'adjustment'),
    ).toEqual([]);
  });

  it('of the ledger itself is not rebuilt', async () => {
    const victim = await fixture.victim();
    await loseRow(victim);
    const gap = (await fixture.reconcile(victim)).find(({ kind }) => kind === 'missing_transaction')!;
    expect(await codeOf(fixture.service.resolve(gap.id, { action: 'rebuild' }, ADA))).toBe('NOT_REBUILDABLE');
  });

  it('that a rebuild does not mend stays open', async () => {
    const victim = await fixture.victim();
    const { hold } = victim.rows;
    const capture = { holdId: hold, amount: '5.00', keepOpen: true, idempotencyKey: fixture.open.key() };
    await fixture.open.ledger.capture(capture);
    // Without the row that made it, no rebuild can tell what the hold was.
    await fixture.damage((table) => table('rewards_ledger_entries').where({ id: hold }).del());
    const one = (await fixture.reconcile(victim)).find(({ kind }) => kind === 'hold_mismatch')!;
    expect(await codeOf(fixture.service.resolve(one.id, { action: 'rebuild' }, ADA))).toBe('DISCREPANCY_REMAINS');
    expect(await get(one.id)).toMatchObject({ status: 'detected', resolution: null });
  });

  it('is settled by an adjustment: a row of the ledger, linked both ways, once for two clicks', async () => {
    const victim = await fixture.victim();
    await loseRow(victim);
    const gap = (await fixture.reconcile(victim)).find(({ kind }) => kind === 'missing_transaction')!;
    const correction = { amount: '-30.00', reason: NOTES, idempotencyKey: fixture.open.key() };
    const [one, two] = [
      await fixture.service.adjust(gap.id, correction, ADA),
      await fixture.service.adjust(gap.id, correction, ADA),
    ];
    expect(two).toEqual(one);
    expect(one).toMatchObject({ status: 'resolved', resolution: 'adjust', resolvedBy: ADA, notes: NOTES });
    const { rows } = await fixture.open.ledger.history(accountOf(victim));
    const posted = rows.filter(({ type }) => type === 'adjustment');
    expect(posted.map(({ id, amount, actor }) => [id, amount, actor])).toEqual([[one.entryId, '-30.00', ADA]]);
    expect(await fixture.open.knex('rewards_adjustments').where({ entry_id: one.entryId }).first()).toMatchObject({
      kind: 'reconciliation',
      discrepancy: gap.id,
      administrator_id: '7',
    });
    expect(one.history.at(-1)).toMatchObject({ kind: 'adjusted', entryId: one.entryId, actor: ADA, notes: NOTES });
    expect((await fixture.open.ledger.balance(accountOf(victim))).balance).toBe('5171.00');
    // Everything else about the account was mended on the way, and the gap itself, which stays, is passed over.
    expect(await fixture.openOf(victim)).toEqual([]);
    expect(await fixture.reconcile(victim)).toEqual([]);
    expect((await get(gap.id)).status).toBe('resolved');
  });

  it('shows before an adjustment what it posts, what is due meanwhile included, and posts nothing for that', async () => {
    const victim = await fixture.victim();
    await fixture.open.ledger.grant({
      ...{ ...accountOf(victim), amount: '7.00', idempotencyKey: fixture.open.key() },
      expiresAt: fixture.open.clock.iso(DAY),
    });
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    fixture.open.clock.advance(2 * DAY);
    const state = async () => [
      await fixture.open.knex('rewards_ledger_entries').where({ member: victim.member }),
      await fixture.open.knex('rewards_accounts').where({ member: victim.member }),
    ];
    const before = await state();
    const shown = await fixture.service.previewAdjust(id, { amount: '-30.00' });
    expect(await state()).toEqual(before);
    // From what the ledger says, not from what was kept.
    expect([shown.before.balance, shown.after.balance]).toEqual(['5178.00', '5141.00']);
    const kinds = (rows: readonly { readonly type: string; readonly amount: string }[]) =>
      rows.map(({ type, amount }) => [type, amount]);
    expect(kinds(shown.entries)).toEqual([
      ['expire', '-7.00'],
      ['adjustment', '-30.00'],
    ]);
    await fixture.service.adjust(id, { amount: '-30.00', reason: NOTES, idempotencyKey: fixture.open.key() }, ADA);
    const { rows } = await fixture.open.ledger.history(accountOf(victim));
    expect(kinds(rows.slice(0, 2).reverse())).toEqual(kinds(shown.entries));
    expect((await fixture.open.ledger.balance(accountOf(victim))).balance).toBe(shown.after.balance);
    expect(await codeOf(fixture.service.previewAdjust(id, { amount: '-30.00' }))).toBe('DISCREPANCY_RESOLVED');
  });

  it('is not adjusted below zero, and nothing is half done', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    const correction = { amount: '-999999.00', reason: NOTES, idempotencyKey: fixture.open.key() };
    expect(await codeOf(fixture.service.adjust(id, correction, ADA))).toBe('INSUFFICIENT_FUNDS');
    expect(await codeOf(fixture.service.previewAdjust(id, { amount: '-999999.00' }))).toBe('INSUFFICIENT_FUNDS');
    expect(await get(id)).toMatchObject({ status: 'detected', entryId: null });
    // The rebuild went back with the rest.
    expect(await fixture.reconcile(victim)).toMatchObject([{ id, difference: '1.00' }]);
  });

  it('that is ignored stays silent until its figures change', async () => {
    const victim = await fixture.victim();
    await harm(victim, 'balance', 100);
    const { id } = await found(victim);
    expect(await codeOf(fixture.service.resolve(id, { action: 'ignore', notes: 'no' }, ADA))).toBe('INVALID_INPUT');
    expect(await fixture.service.resolve(id, { action: 'ignore', notes: NOTES }, ADA)).toMatchObject({
      status: 'ignored',
      resolution: 'ignore',
      notes: NOTES,
    });
    const run = await fixture.service.run({ type: 'user_specific', member: victim.member });
    expect(run).toMatchObject({ discrepanciesFound: 0, membersWithDiscrepancies: 0 });
    expect(await fixture.openOf(victim)).toEqual([]);
    await harm(victim, 'balance', 1);
    expect(await fixture.reconcile(victim)).toMatchObject([{ id, status: 'detected', resolvedBy: null }]);
    expect((await get(id)).history.map(({ kind }) => kind)).toEqual(['detected', 'ignored', 'reopened']);
  });

  it('is resolved in bulk, and one refusal keeps no other back', async () => {
    const [one, two] = [await fixture.victim(), await fixture.victim()];
    await harm(one, 'balance', 100);
    await harm(one, 'held', 1);
    await loseRow(two);
    const mine = await fixture.reconcile(one);
    const gap = (await fixture.reconcile(two)).find(({ kind }) => kind === 'missing_transaction')!;
    const asked = [...mine.map(({ id }) => id), gap.id, 'nowhere'];
    const { resolved, refused } = await fixture.service.resolveMany({ action: 'rebuild', discrepancies: asked }, ADA);
    expect([...resolved].sort()).toEqual(mine.map(({ id }) => id).sort());
    expect(refused.map(({ id, code }) => [id, code])).toEqual([
      [gap.id, 'NOT_REBUILDABLE'],
      ['nowhere', 'DISCREPANCY_NOT_FOUND'],
    ]);
    const many = { action: 'ignore', notes: NOTES, discrepancies: [gap.id] } as const;
    expect(await fixture.service.resolveMany(many, ADA)).toEqual({ resolved: [gap.id], refused: [] });
  });

  it('never changes a row of the ledger, whatever is done about it', async () => {
    const victim = await fixture.victim();
    await loseRow(victim);
    const ledger = async () =>
      fixture.open
        .knex('rewards_ledger_entries')
        .where({ member: victim.member })
        .whereNot({ type: 'adjustment' })
        .orderBy('id');
    const before: unknown = await ledger();
    for (const one of await fixture.reconcile(victim)) {
      await fixture.service.resolve(one.id, { action: 'rebuild' }, ADA).catch(() => undefined);
    }
    const gap = (await fixture.openOf(victim)).find(({ kind }) => kind === 'missing_transaction')!;
    await fixture.service.adjust(gap.id, { amount: '-30.00', reason: NOTES, idempotencyKey: fixture.open.key() }, ADA);
    expect(await ledger()).toEqual(before);
  });
});
