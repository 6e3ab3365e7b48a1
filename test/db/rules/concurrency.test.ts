import { LIMITS, type PostingInput } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { inShort, type TestAccount } from './account';
import { codeOf, codeOfOutcome } from './refusal';
import { useLedger } from './suite';

const outcomeOf = (posting: Promise<unknown>): Promise<string> =>
  posting.then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

const countOf = (outcomes: readonly string[], outcome: string): number =>
  outcomes.filter((one) => one === outcome).length;

describeOnEveryEngine('concurrent postings', (engine) => {
  const suite = useLedger(engine);

  it('L28 thirty spends at once take no more than there is, and none is refused while there is enough', async () => {
    const account = await suite.account();
    await account.grant('10');
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => outcomeOf(account.deduct('1'))));
    expect([countOf(outcomes, 'ok'), countOf(outcomes, 'INSUFFICIENT_FUNDS')]).toEqual([10, 20]);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L28 spends, holds and negative adjustments at once overdraw nothing either', async () => {
    const account = await suite.account();
    for (let i = 0; i < 4; i += 1) await account.grant('5');
    const spends = [() => account.deduct('3'), () => account.reserve('3'), () => account.adjust('-3')];
    const postings = [
      ...Array.from({ length: 30 }, (_, i) => spends[i % spends.length]!()),
      ...Array.from({ length: 5 }, () => account.grant('1')),
    ];
    const outcomes = await Promise.all(postings.map(outcomeOf));
    expect(outcomes.filter((one) => one !== 'ok' && one !== 'INSUFFICIENT_FUNDS')).toEqual([]);
  });

  it('L28 the first twenty postings of an account, all at once, make one account', async () => {
    const account = await suite.account();
    await Promise.all(Array.from({ length: 20 }, () => account.grant('1')));
    expect((await account.balance()).balance).toBe('20');
    const rows = await suite.open.knex('rewards_accounts').where({ member: account.member });
    expect(rows).toHaveLength(1);
  });

  it('L28 a hold that many want to end is ended once', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('10');
    const outcomes = await Promise.all([
      ...Array.from({ length: 10 }, () => outcomeOf(account.capture(hold))),
      ...Array.from({ length: 10 }, () => outcomeOf(account.release(hold))),
    ]);
    expect(countOf(outcomes, 'ok')).toBe(1);
    expect(countOf(outcomes, 'ALREADY_CAPTURED') + countOf(outcomes, 'ALREADY_RELEASED')).toBe(19);
  });

  it('L28 batches over the same accounts in opposite order do not lock each other out', async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, () => suite.account()));
    const batch = (order: readonly TestAccount[]): PostingInput[] =>
      [...order, ...order].map((account) => account.input('grant', '1'));
    const batches = Array.from({ length: 12 }, (_, i) => batch(i % 2 ? accounts : accounts.toReversed()));
    const all = await Promise.all(batches.map((inputs) => suite.open.ledger.postMany(inputs)));
    expect(
      all
        .flat()
        .map(codeOfOutcome)
        .filter((code) => code !== 'ok'),
    ).toEqual([]);
    for (const account of accounts) expect((await account.balance()).balance).toBe('24');
  });
});

describeOnEveryEngine('a posting that fails on its way', (engine) => {
  const suite = useLedger(engine);

  /** Makes the database refuse every write to a table, as a full disk or a lost connection would. */
  async function breakTable(table: string): Promise<() => Promise<void>> {
    const { knex } = suite.open;
    const events = ['INSERT', 'UPDATE'];
    if (engine === 'postgres') {
      await knex.raw(`CREATE OR REPLACE FUNCTION test_break() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'broken by a test'; END $$`);
    }
    for (const event of events) {
      const head = `CREATE TRIGGER test_break_${event} BEFORE ${event} ON ${table}`;
      if (engine === 'postgres') await knex.raw(`${head} FOR EACH ROW EXECUTE FUNCTION test_break()`);
      else if (engine === 'sqlite') await knex.raw(`${head} BEGIN SELECT RAISE(ABORT, 'broken by a test'); END`);
      else {
        await knex.raw(`${head} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken by a test'`);
      }
    }
    return async () => {
      for (const event of events) {
        await knex.raw(`DROP TRIGGER test_break_${event}${engine === 'postgres' ? ` ON ${table}` : ''}`);
      }
    };
  }

  it.each([
    'rewards_accounts',
    'rewards_ledger_entries',
    'rewards_allocations',
    'rewards_lots',
    'rewards_holds',
    'rewards_open_items',
  ])('L27 L29 leaves nothing when %s cannot be written, and the same key completes it once', async (table) => {
    const { open } = suite;
    const account = await suite.account();
    const granted = await account.grant('10', { effectiveAt: open.clock.iso(-1) });
    await account.grant('5');
    await account.deduct('2');
    const tables = [
      'rewards_accounts',
      'rewards_ledger_entries',
      'rewards_lots',
      'rewards_holds',
      'rewards_open_items',
    ];
    const everything = async () => Promise.all(tables.map((name) => account.stored(name)));

    const reserve = { idempotencyKey: open.key() };
    const reverse = { idempotencyKey: open.key() };
    // The second of the two comes after the first: an open item is written only where little is left.
    const write = async () => {
      const held = await account.reserve('12', reserve);
      return [held, await account.reverse(granted, reverse)];
    };
    const mend = await breakTable(table);
    const before = await everything();
    try {
      if (table === 'rewards_open_items') {
        await account.reserve('12', reserve);
        const held = await everything();
        await expect(account.reverse(granted, reverse)).rejects.toThrow(/broken by a test/);
        expect(await everything()).toEqual(held);
      } else {
        await expect(account.reserve('12', reserve)).rejects.toThrow(/broken by a test/);
        expect(await everything()).toEqual(before);
      }
    } finally {
      await mend();
    }
    await write();
    expect((await write()).every((result) => result.replayed)).toBe(true);
    expect(await account.story()).toEqual(['grant 10', 'grant 5', 'deduct -2', 'reserve held 12', 'reversal -1']);
  });

  it('L28 tells what the database said of a write that failed, by which it is known whether to try again', async () => {
    const account = await suite.account();
    const mend = await breakTable('rewards_ledger_entries');
    try {
      const error: unknown = await account.grant('1').catch((reason: unknown) => reason);
      expect(String(error)).toContain('broken by a test');
      expect((error as { code?: string }).code).toBeDefined();
    } finally {
      await mend();
    }
  });

  it('L27 one that cannot be written takes no neighbour with it that was posted at the same time', async () => {
    const [good, bad] = [await suite.account(), await suite.account()];
    await good.grant('10');
    await bad.grant('10');
    const mend = await breakTable('rewards_holds');
    try {
      const outcomes = await Promise.all(
        [good.deduct('1'), bad.reserve('1'), good.deduct('1'), bad.reserve('1'), good.deduct('1')].map(outcomeOf),
      );
      expect(outcomes.map((outcome) => outcome === 'ok')).toEqual([true, false, true, false, true]);
    } finally {
      await mend();
    }
    expect((await good.balance()).balance).toBe('7');
    expect(await bad.story()).toEqual(['grant 10']);
  });

  it('L29 connections that the server cuts leave each posting whole or undone, and a retry completes it once', async () => {
    const { open } = suite;
    const account = await suite.account();
    await account.grant('100');
    const keys = Array.from({ length: 40 }, () => ({ idempotencyKey: open.key() }));
    const postings = keys.map(async (key, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 2));
      return outcomeOf(account.deduct('1', key));
    });
    if (engine !== 'sqlite') await cutConnections();
    const outcomes = await Promise.all(postings);
    const lost = outcomes.filter((outcome) => outcome !== 'ok').length;
    for (const key of keys) await untilPosted(() => account.deduct('1', key));
    expect((await account.balance()).balance).toBe('60');
    expect(await account.story()).toHaveLength(41);
    expect(lost).toBeLessThan(40);
  });

  /** As a client does that lost its answer: the same request until there is one. */
  async function untilPosted(post: () => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await outcomeOf(post());
      if (outcome === 'ok') return;
      if (attempt === 20) throw new Error(`Still not posted: ${outcome}`);
    }
  }

  /** Cuts every connection to the test's database but the one that says so, a few times over. */
  async function cutConnections(): Promise<void> {
    const { openKnex } = await import('../../support/database');
    const admin = openKnex(suite.open.app.database);
    try {
      for (let i = 0; i < 4; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        if (engine === 'postgres') {
          await admin.raw(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
          );
          continue;
        }
        const [rows] = (await admin.raw(
          'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
        )) as unknown as [{ id: number }[]];
        for (const { id } of rows) await admin.raw(`KILL ${String(id)}`).catch(() => undefined);
      }
    } finally {
      await admin.destroy();
    }
  }
});

describeOnEveryEngine('many postings at once', (engine) => {
  const suite = useLedger(engine);

  it('L30 each posting has its own outcome, in the order given; a refused one undoes no neighbour', async () => {
    const [one, other] = [await suite.account({ scale: 2 }), await suite.account()];
    const inputs: PostingInput[] = [
      one.input('grant', '10'),
      other.input('deduct', '1'),
      one.input('deduct', '4.5'),
      { ...one.input('grant', '1'), currency: 'no-such-currency' } as PostingInput,
      { ...one.input('grant', '1'), amount: 1 as unknown as string },
      one.input('deduct', '6'),
      other.input('grant', '3'),
      one.input('reserve', '5.5'),
    ];
    const outcomes = await suite.open.ledger.postMany(inputs);
    expect(outcomes.map(codeOfOutcome)).toEqual([
      'ok',
      'INSUFFICIENT_FUNDS',
      'ok',
      'UNKNOWN_CURRENCY',
      'INVALID_AMOUNT',
      'INSUFFICIENT_FUNDS',
      'ok',
      'ok',
    ]);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [inShort(outcome.result.entry)] : []))).toEqual([
      'grant 10.00',
      'deduct -4.50',
      'grant 3',
      'reserve held 5.50',
    ]);
    expect(await one.standing()).toBe('5.50, 5.50 held, 0.00 available');
  });

  it('L30 every operation can be one of many', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    const [hold, other] = [await account.hold('4'), await account.hold('3')];
    const { key } = suite.open;
    const by = { reason: 'put right by a test', actor: { id: 'admin:1' } };
    const on = { member: account.member, currency: account.currency };
    const outcomes = await suite.open.ledger.postMany([
      { type: 'capture', holdId: hold, idempotencyKey: key() },
      { type: 'release', holdId: other, amount: '1', idempotencyKey: key() },
      { type: 'adjust', ...on, ...by, amount: '5', idempotencyKey: key() },
      { type: 'reverse', entryId: granted.entry.id, idempotencyKey: key() },
      { type: 'reverse', entryId: granted.entry.id, idempotencyKey: key() },
      { type: 'capture', holdId: hold, idempotencyKey: key() },
    ]);
    expect(outcomes.map(codeOfOutcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ALREADY_REVERSED', 'ALREADY_CAPTURED']);
  });

  it('L30 all or nothing: one refusal undoes all, and says so of the others', async () => {
    const [one, other] = [await suite.account(), await suite.account()];
    const inputs = [one.input('grant', '10'), other.input('deduct', '1'), one.input('deduct', '4')];
    const { ledger } = suite.open;
    const refused = await ledger.postMany(inputs, { allOrNothing: true });
    expect(refused.map(codeOfOutcome)).toEqual(['BATCH_ROLLED_BACK', 'INSUFFICIENT_FUNDS', 'BATCH_ROLLED_BACK']);
    expect(await one.story()).toEqual([]);
    expect(await one.id()).toBe(-1);

    await other.grant('1');
    const posted = await ledger.postMany(inputs, { allOrNothing: true });
    expect(posted.map((outcome) => outcome.ok && !outcome.result.replayed)).toEqual([true, true, true]);
    const again = await ledger.postMany(inputs, { allOrNothing: true });
    expect(again.map((outcome) => outcome.ok && outcome.result.replayed)).toEqual([true, true, true]);
  });

  it('L30 all or nothing: what repeats a posting of the same batch is undone with it', async () => {
    const account = await suite.account();
    const [grant, deduct] = [account.input('grant', '10'), account.input('deduct', '11')];
    const { ledger } = suite.open;
    const refused = await ledger.postMany([grant, grant, deduct], { allOrNothing: true });
    expect(refused.map(codeOfOutcome)).toEqual(['BATCH_ROLLED_BACK', 'BATCH_ROLLED_BACK', 'INSUFFICIENT_FUNDS']);
    await ledger.postMany([grant]);
    const again = await ledger.postMany([grant, grant, deduct], { allOrNothing: true });
    expect(again.map(codeOfOutcome)).toEqual(['ok', 'ok', 'INSUFFICIENT_FUNDS']);
    expect(await account.story()).toEqual(['grant 10']);
  });

  it('L30 all or nothing: malformed input undoes all as well', async () => {
    const account = await suite.account();
    const inputs = [account.input('grant', '10'), account.input('grant', '1e3')];
    const outcomes = await suite.open.ledger.postMany(inputs, { allOrNothing: true });
    expect(outcomes.map(codeOfOutcome)).toEqual(['BATCH_ROLLED_BACK', 'INVALID_AMOUNT']);
    expect(await account.story()).toEqual([]);
  });

  it('L30 goes over several chunks, of which each stands for itself', async () => {
    const account = await suite.account();
    const count = 2 * LIMITS.chunk + 3;
    const inputs = Array.from({ length: count }, (_, i) =>
      i % 500 === 499 ? account.input('deduct', '1000000') : account.input('grant', '1'),
    );
    const outcomes = await suite.open.ledger.postMany(inputs);
    expect(outcomes.map(codeOfOutcome)).toEqual(inputs.map((_, i) => (i % 500 === 499 ? 'INSUFFICIENT_FUNDS' : 'ok')));
    expect((await account.balance()).balance).toBe(String(count - 4));
  });

  it('L30 many of many members keep the order of each member, and their outcomes that of the call', async () => {
    const { ledger, members, key } = suite.open;
    const currency = await suite.open.currency();
    const people = await members.ensureMany(Array.from({ length: 120 }, () => ({ externalId: key() })));
    const on = (i: number) => ({ member: people[i]!.documentId, currency, idempotencyKey: key() });
    const postings = ['early', 'grant', 'deduct', 'late'].flatMap((step) =>
      people.map((_, i): PostingInput =>
        step === 'grant' ? { type: 'grant', ...on(i), amount: '5' } : { type: 'deduct', ...on(i), amount: '3' },
      ),
    );
    const posted = await ledger.postMany(postings);
    const expected = ['INSUFFICIENT_FUNDS', 'ok', 'ok', 'INSUFFICIENT_FUNDS'];
    expect(posted.map(codeOfOutcome)).toEqual(expected.flatMap((code) => people.map(() => code)));
    for (const [i, outcome] of posted.entries()) {
      if (outcome.ok) expect(outcome.result.entry.member).toBe(people[i % people.length]!.documentId);
    }
    const again = await ledger.postMany(postings);
    expect(again.map((outcome) => outcome.ok && outcome.result.replayed)).toEqual(posted.map(({ ok }) => ok));
    // A key that two members' postings have is refused to the later one, whoever is later.
    const shared = on(0);
    const twice = [{ type: 'grant' as const, ...shared, amount: '1' }, ...postings.slice(0, 119)];
    const last = { type: 'grant' as const, ...on(119), amount: '1', idempotencyKey: shared.idempotencyKey };
    expect((await ledger.postMany([...twice, last])).map(codeOfOutcome)).toEqual([
      ...['ok', 'ok'],
      ...people.slice(1, 119).map(() => 'INSUFFICIENT_FUNDS'),
      'IDEMPOTENCY_CONFLICT',
    ]);
    expect(await ledger.check({ currency })).toMatchObject({ accountsChecked: 120, accountsDrifted: 0 });
  });

  it('L30 nothing is a batch too, and too many are refused as a whole', async () => {
    const account = await suite.account();
    const { ledger } = suite.open;
    expect(await ledger.postMany([])).toEqual([]);
    expect(await ledger.postMany([], { allOrNothing: true })).toEqual([]);
    const input = account.input('grant', '1');
    const tooMany = Array.from({ length: LIMITS.postMany + 1 }, () => input);
    expect(await codeOf(ledger.postMany(tooMany))).toBe('TOO_MANY');
    const overChunk = tooMany.slice(0, LIMITS.chunk + 1);
    expect(await codeOf(ledger.postMany(overChunk, { allOrNothing: true }))).toBe('TOO_MANY');
    expect(await account.story()).toEqual([]);
  });
});
