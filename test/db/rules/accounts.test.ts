import { randomUUID } from 'node:crypto';

import type { ChainFindingDto } from '../../../server/contract';
import { withMaintenance } from '../../../server/ledger';
import { describeOnEveryEngine } from '../../support/engines';
import type { TestAccount } from './account';
import { codeOf } from './refusal';
import { useLedger } from './suite';

describeOnEveryEngine('accounts and order', (engine) => {
  const suite = useLedger(engine);

  it('L4 an account without postings is all zero', async () => {
    const account = await suite.account({ scale: 2 });
    expect(await account.balance()).toEqual({
      member: account.member,
      currency: account.currency,
      balance: '0.00',
      held: '0.00',
      available: '0.00',
      lifetimeEarned: '0.00',
      lifetimeSpent: '0.00',
      sequence: 0,
    });
  });

  it('L4 each figure of the account is the sum of its rows, for every type of row', async () => {
    const account = await suite.account();
    const grant = await account.grant('100');
    const deduct = await account.deduct('30');
    const hold = await account.hold('20');
    await account.capture(hold, '5', { keepOpen: true });
    await account.release(hold, '10');
    const up = await account.adjust('40');
    const down = await account.adjust('-15');
    expect(await account.standing()).toBe('90, 5 held, 85 available');
    expect(await account.lifetime()).toBe('140 earned, 35 spent');
    await account.reverse(deduct);
    await account.reverse(down);
    await account.reverse(up);
    await account.reverse(grant);
    expect(await account.lifetime()).toBe('0 earned, 5 spent');

    const rows = await account.rows();
    expect(rows.map(({ type, amount, held, earned, spent }) => [type, amount, held, earned, spent])).toEqual([
      ['grant', '100', '0', '100', '0'],
      ['deduct', '-30', '0', '0', '30'],
      ['reserve', '0', '20', '0', '0'],
      ['deduct', '-5', '-5', '0', '5'],
      ['release', '0', '-10', '0', '0'],
      ['adjustment', '40', '0', '40', '0'],
      ['adjustment', '-15', '0', '0', '0'],
      ['reversal', '30', '0', '0', '-30'],
      ['reversal', '15', '0', '0', '0'],
      ['reversal', '-40', '0', '-40', '0'],
      ['reversal', '-90', '0', '-100', '0'],
    ]);
    expect(await account.standing()).toBe('5, 5 held, 0 available');
  });

  it('L4 an expire row lowers the balance and no lifetime figure', async () => {
    const account = await suite.account();
    await account.grant('10', { expiresAt: suite.open.clock.iso() });
    const row = (await account.rows())[1]!;
    expect([row.type, row.amount, row.held, row.earned, row.spent]).toEqual(['expire', '-10', '0', '0', '0']);
    expect(await account.lifetime()).toBe('10 earned, 0 spent');
  });

  it('L4 what is available never goes below zero, not by one unit, by any operation', async () => {
    const account = await suite.account();
    await account.grant('10');
    await account.hold('4');
    for (const attempt of [() => account.deduct('7'), () => account.reserve('7'), () => account.adjust('-7')]) {
      expect(await codeOf(attempt())).toBe('INSUFFICIENT_FUNDS');
    }
    await account.deduct('6');
    expect(await account.standing()).toBe('4, 4 held, 0 available');
    expect(await codeOf(account.deduct('1'))).toBe('INSUFFICIENT_FUNDS');
  });

  it('L4 one member’s account in one currency knows nothing of the other currency, nor of the other member', async () => {
    const one = await suite.account();
    const [sameCurrency, other] = [await suite.accountIn(one.currency), await suite.account()];
    await one.grant('10');
    expect(await codeOf(sameCurrency.deduct('1'))).toBe('INSUFFICIENT_FUNDS');
    await other.grant('3');
    expect((await other.rows())[0]!.sequence).toBe(1);
    expect((await one.balance()).balance).toBe('10');
    const inOther = await suite.open.ledger.balance({ member: one.member, currency: other.currency });
    expect(inOther.balance).toBe('0');
  });

  it('L5 sequence numbers have no gap where postings are refused in between', async () => {
    const account = await suite.account();
    await account.grant('5');
    await codeOf(account.deduct('6'));
    await account.deduct('1');
    await codeOf(account.reverse('no-such-row'));
    await account.grant('1');
    expect((await account.rows()).map((row) => row.sequence)).toEqual([1, 2, 3]);
  });

  it('L5 each row carries the hash of the row before it', async () => {
    const account = await suite.account();
    for (const amount of ['1', '2', '3']) await account.grant(amount);
    const rows = await account.rows();
    expect(rows[1]!.previousHash).toBe(rows[0]!.hash);
    expect(rows[2]!.previousHash).toBe(rows[1]!.hash);
    expect(new Set(rows.map((row) => row.hash)).size).toBe(3);
    for (const row of rows) expect(row.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('L5 two accounts with the same postings have different chains', async () => {
    const [one, other] = [await suite.account(), await suite.account()];
    await one.grant('1');
    await other.grant('1');
    expect((await one.rows())[0]!.previousHash).not.toBe((await other.rows())[0]!.previousHash);
  });

  it('L5 every chain that is whole is counted and found whole', async () => {
    const account = await suite.account();
    for (const amount of ['1', '2', '3']) await account.grant(amount);
    const report = await suite.open.ledger.verifyChain({ member: account.member });
    expect(report).toEqual({ accountsVerified: 1, entriesVerified: 3, findings: [], truncated: false });
  });
});

describeOnEveryEngine('a damaged chain', (engine) => {
  const suite = useLedger(engine, { lookOver: false });

  /** An account of five rows, of which the third is a deduct. */
  async function chain(): Promise<{ account: TestAccount; ids: string[] }> {
    const account = await suite.account();
    await account.grant('10', { reason: 'welcome', rule: 'sign-up', eventId: 'event-1', metadata: { order: 'A1' } });
    await account.grant('20');
    await account.deduct('15');
    await account.grant('5', { actor: { id: 'admin:1', name: 'Ada' } });
    await account.deduct('1');
    return { account, ids: (await account.rows()).map((row) => row.id) };
  }

  const damage = (statement: string, ...bindings: (string | number)[]) =>
    withMaintenance(suite.open.knex, async () => {
      await suite.open.knex.raw(statement, bindings);
    });

  async function findings(account: TestAccount): Promise<readonly ChainFindingDto[]> {
    const { ledger } = suite.open;
    return (await ledger.verifyChain({ member: account.member, currency: account.currency })).findings;
  }

  it('L5 a row that is gone is found, with its number', async () => {
    const { account, ids } = await chain();
    await damage('DELETE FROM rewards_ledger_entries WHERE id = ?', ids[2]!);
    expect(await findings(account)).toContainEqual(
      expect.objectContaining({ fault: 'missing', sequence: 3, member: account.member, currency: account.currency }),
    );
  });

  it.each([0, 4])('L5 row number %i of five that is gone is found at either end of the chain', async (index) => {
    const { account, ids } = await chain();
    await damage('DELETE FROM rewards_ledger_entries WHERE id = ?', ids[index]!);
    const found = await findings(account);
    expect(found.map((finding) => finding.sequence)).toContain(index + 1);
  });

  it('L5 a chain that is gone as a whole is found', async () => {
    const { account } = await chain();
    await damage('DELETE FROM rewards_ledger_entries WHERE account_id = ?', await account.id());
    expect(await findings(account)).not.toEqual([]);
  });

  it('L5 several neighbouring rows that are gone are each named, or the first of them is', async () => {
    const { account, ids } = await chain();
    await damage('DELETE FROM rewards_ledger_entries WHERE id IN (?, ?)', ids[1]!, ids[2]!);
    expect(await findings(account)).toContainEqual(expect.objectContaining({ fault: 'missing', sequence: 2 }));
  });

  it.each([
    ['amount', 'amount = amount + 1'],
    ['held', 'held = held + 1'],
    ['earned', 'earned = earned + 1'],
    ['spent', 'spent = spent + 1'],
    ['balance after', 'balance_after = balance_after + 1'],
    ['held after', 'held_after = held_after + 1'],
    ['type', "type = 'grant'"],
    ['currency', "currency = 'dollars'"],
    ['lot', "lot_id = 'another'"],
    ['amount put into a lot', 'lot_opened = lot_opened + 1'],
    ['expiry', 'expires_at = 1'],
    ['hold', "hold_id = 'another'"],
    ['reversed row', "reverses_id = 'another'"],
    ['settled item', "settles_id = 'another'"],
    ['cause', "cause_id = 'another'"],
    ['shortfall', 'shortfall = 1'],
    ['policy', "policy = 'reject'"],
    ['source', "source = 'elsewhere'"],
    ['idempotency key', "idempotency_key = 'another'"],
    ['hash of the key', "key_hash = 'another'"],
    ['terms', "terms = 'other'"],
    ['reason', "reason = 'other'"],
    ['rule', "rule = 'other'"],
    ['event', "event_id = 'other'"],
    ['actor', "actor_id = 'admin:2'"],
    ['actor’s name', "actor_name = 'Eve'"],
    ['metadata', "metadata = '{}'"],
    ['effective instant', 'effective_at = effective_at - 1'],
    ['posting instant', 'posted_at = posted_at + 1'],
    ['hash', "hash = REPLACE(hash, SUBSTR(hash, 1, 1), 'x')"],
    ['previous hash', "previous_hash = REPLACE(previous_hash, SUBSTR(previous_hash, 1, 1), 'x')"],
  ])('L5 a row whose %s was edited is found, and it is that row', async (_, edit) => {
    const { account, ids } = await chain();
    await damage(`UPDATE rewards_ledger_entries SET ${edit} WHERE id = ?`, ids[2]!);
    const found = await findings(account);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ sequence: 3, entryId: ids[2] });
  });

  it.each([
    ['an empty text for none', "reason = ''", 1],
    ['one blank more', "reason = 'welcome '", 0],
    ['another case', "reason = 'Welcome'", 0],
    ['metadata spelled otherwise', 'metadata = \'{"order":"a1"}\'', 0],
  ])('L5 %s is an edit like any other', async (_, edit, index) => {
    const { account, ids } = await chain();
    await damage(`UPDATE rewards_ledger_entries SET ${edit} WHERE id = ?`, ids[index]!);
    expect((await findings(account))[0]).toMatchObject({ sequence: index + 1, entryId: ids[index] });
  });

  it('L5 two rows that changed places are found', async () => {
    const { account, ids } = await chain();
    for (const [id, sequence] of [
      [ids[1]!, -1],
      [ids[2]!, 2],
      [ids[1]!, 3],
    ] as const) {
      await damage('UPDATE rewards_ledger_entries SET sequence = ? WHERE id = ?', sequence, id);
    }
    const found = await findings(account);
    expect(found.map((finding) => finding.sequence)).toEqual(expect.arrayContaining([2, 3]));
  });

  it('L5 a row that was copied to the end of its chain is found', async () => {
    const { account, ids } = await chain();
    const [row] = await suite.open.knex<Record<string, unknown>>('rewards_ledger_entries').where('id', ids[1]!);
    const id = 'Z'.repeat(26);
    const copy = { ...row, id, sequence: 6, key_hash: randomUUID(), idempotency_key: randomUUID() };
    await suite.open.knex('rewards_ledger_entries').insert(copy);
    expect(await findings(account)).toContainEqual(expect.objectContaining({ sequence: 6, entryId: id }));
  });

  it('L5 a row that was moved to another account is found in both', async () => {
    const [from, to] = [await chain(), await chain()];
    await damage(
      'UPDATE rewards_ledger_entries SET account_id = ?, sequence = 6 WHERE id = ?',
      await to.account.id(),
      from.ids[4]!,
    );
    expect((await findings(from.account)).map((finding) => finding.sequence)).toContain(5);
    expect(await findings(to.account)).toContainEqual(expect.objectContaining({ sequence: 6, entryId: from.ids[4] }));
  });

  it.each([
    ['amount', 'amount = amount - 1'],
    ['lot', "lot_id = 'another'"],
    ['hold', "hold_id = 'another'"],
    ['held part', 'held = held + 1'],
  ])('L5 an allocation whose %s was edited is found with its row', async (_, edit) => {
    const { account, ids } = await chain();
    await damage(`UPDATE rewards_allocations SET ${edit} WHERE entry_id = ?`, ids[2]!);
    expect(await findings(account)).toContainEqual(expect.objectContaining({ sequence: 3, entryId: ids[2] }));
  });

  it('L5 an allocation that is gone, and one that was added, are found with their row', async () => {
    const { account, ids } = await chain();
    await damage('DELETE FROM rewards_allocations WHERE entry_id = ?', ids[4]!);
    await suite.open
      .knex('rewards_allocations')
      .insert({ entry_id: ids[1]!, lot_id: ids[0]!, hold_id: null, amount: 1, held: 0 });
    const found = (await findings(account)).map((finding) => finding.sequence);
    expect(found).toEqual(expect.arrayContaining([2, 5]));
  });

  it('L5 a head that was edited is found', async () => {
    const { account } = await chain();
    const head = suite.open.knex('rewards_accounts').where('id', await account.id());
    await head.update({ last_hash: 'f'.repeat(64) });
    expect(await findings(account)).toContainEqual(expect.objectContaining({ fault: 'head' }));
  });

  it('L5 rows whose account is gone do not pass for whole', async () => {
    const { account } = await chain();
    const id = await account.id();
    await damage('DELETE FROM rewards_accounts WHERE id = ?', id);
    const { findings: all } = await suite.open.ledger.verifyChain();
    expect(all.filter((finding) => finding.accountId === String(id))).not.toEqual([]);
  });

  it('L5 damage in one account is not laid at another’s door', async () => {
    const [hurt, whole] = [await chain(), await chain()];
    await damage('UPDATE rewards_ledger_entries SET amount = amount + 1 WHERE id = ?', hurt.ids[1]!);
    expect(await findings(whole.account)).toEqual([]);
    const all = (await suite.open.ledger.verifyChain()).findings;
    expect(all.some((finding) => finding.member === hurt.account.member)).toBe(true);
    expect(all.some((finding) => finding.member === whole.account.member)).toBe(false);
  });
});
