import type { GrantInput, PostingInput, PostingResult } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, type TestAccount } from './account';
import { codeOf, codeOfOutcome, refusalOf } from './refusal';
import { useLedger } from './suite';

const asReplay = (result: PostingResult): PostingResult => ({ ...result, replayed: true });

describeOnEveryEngine('idempotency', (engine) => {
  const suite = useLedger(engine);

  it('L8 the same posting again is answered with the first result and posts nothing', async () => {
    const account = await suite.account();
    const idempotencyKey = suite.open.key();
    const first = await account.grant('10', { idempotencyKey });
    expect(first.replayed).toBe(false);
    suite.open.clock.advance(DAY);
    expect(await account.grant('10', { idempotencyKey })).toEqual(asReplay(first));
    expect(await account.story()).toEqual(['grant 10']);
  });

  it('L8 every operation is replayed, with the rows written along with it, whatever has happened since', async () => {
    const { open } = suite;
    const account = await suite.account();
    const keys = Array.from({ length: 7 }, () => ({ idempotencyKey: open.key() }));
    const expired = { ...keys[0], expiresAt: open.clock.iso(-HOUR) };
    const granted = await account.grant('10', expired);
    expect(granted.caused).toHaveLength(1);
    await account.grant('20');
    const deducted = await account.deduct('5', keys[1]);
    const held = await account.reserve('10', { ...keys[2], timeoutMs: HOUR });
    const captured = await account.capture(held.entry.id, '4', keys[3]);
    expect(captured.caused).toHaveLength(1);
    const other = await account.hold('2');
    const released = await account.release(other, undefined, keys[4]);
    const adjusted = await account.adjust('-11', keys[5]);
    const reversed = await account.reverse(deducted, keys[6]);
    await account.deduct('5');
    open.clock.advance(2 * HOUR);

    expect(await account.grant('10', expired)).toEqual(asReplay(granted));
    expect(await account.deduct('5', keys[1])).toEqual(asReplay(deducted));
    expect(await account.reserve('10', { ...keys[2], timeoutMs: HOUR })).toEqual(asReplay(held));
    expect(await account.capture(held.entry.id, '4', keys[3])).toEqual(asReplay(captured));
    expect(await account.release(other, undefined, keys[4])).toEqual(asReplay(released));
    expect(await account.adjust('-11', keys[5])).toEqual(asReplay(adjusted));
    expect(await account.reverse(deducted, keys[6])).toEqual(asReplay(reversed));
    expect((await account.balance()).balance).toBe('0');
  });

  /** A posting with everything that a caller can give, and one other value of each. */
  function full(account: TestAccount): { grant: GrantInput; others: Partial<Record<keyof GrantInput, unknown>> } {
    const { clock, key } = suite.open;
    const grant: GrantInput = {
      member: account.member,
      currency: account.currency,
      idempotencyKey: key(),
      amount: '10',
      expiresAt: clock.iso(DAY),
      effectiveAt: clock.iso(-HOUR),
      reason: 'a booking',
      rule: 'bookings',
      eventId: 'event-1',
      actor: { id: 'user:1', name: 'Uma' },
      metadata: { order: 'A1', lines: 2, gift: true, note: null },
    };
    return {
      grant,
      others: {
        amount: '11',
        expiresAt: clock.iso(DAY + 1),
        effectiveAt: clock.iso(-HOUR + 1),
        reason: 'a Booking',
        rule: 'bookings ',
        eventId: 'event-2',
        metadata: { order: 'A1', lines: '2', gift: true, note: null },
      },
    };
  }

  it('L8 other content under the same key is refused, and the refusal names the field that differs', async () => {
    const account = await suite.account();
    const { grant, others } = full(account);
    const { ledger } = suite.open;
    const first = await ledger.grant(grant);
    for (const [field, value] of Object.entries(others)) {
      const refusal = await refusalOf(ledger.grant({ ...grant, [field]: value }));
      expect(refusal).toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
        details: { field, idempotencyKey: grant.idempotencyKey },
      });
      expect(refusal.message).toContain(field);
    }
    expect(await ledger.grant(grant)).toEqual(asReplay(first));
    expect(await account.story()).toEqual(['grant 10']);
  });

  it('L8 leaving out what the first posting had is a difference too', async () => {
    const { grant, others } = full(await suite.account());
    await suite.open.ledger.grant(grant);
    for (const field of Object.keys(others).filter((name) => name !== 'amount')) {
      const refusal = await refusalOf(suite.open.ledger.grant({ ...grant, [field]: undefined }));
      expect([refusal.code, refusal.details.field]).toEqual(['IDEMPOTENCY_CONFLICT', field]);
    }
  });

  it('L8 another actor, or the same under another name, is a difference', async () => {
    const { grant } = full(await suite.account());
    await suite.open.ledger.grant(grant);
    for (const actor of [{ id: 'user:2', name: 'Uma' }, { id: 'user:1', name: 'Ugo' }, { id: 'user:1' }]) {
      const refusal = await refusalOf(suite.open.ledger.grant({ ...grant, actor }));
      expect([refusal.code, refusal.details.field]).toEqual(['IDEMPOTENCY_CONFLICT', 'actor']);
    }
  });

  it('L8 another member, currency or type is a difference', async () => {
    const account = await suite.account();
    const { grant } = full(account);
    const { ledger } = suite.open;
    await ledger.grant(grant);
    const { expiresAt: _, ...deduct } = grant;
    const differing = async (action: Promise<unknown>) => {
      const { code, details } = await refusalOf(action);
      return `${code} ${details.field!}`;
    };
    const [member, currency] = [await suite.open.member(), await suite.open.currency()];
    expect(await differing(ledger.grant({ ...grant, member }))).toBe('IDEMPOTENCY_CONFLICT member');
    expect(await differing(ledger.grant({ ...grant, currency }))).toBe('IDEMPOTENCY_CONFLICT currency');
    expect(await differing(ledger.deduct(deduct))).toBe('IDEMPOTENCY_CONFLICT type');
  });

  it('L8 another hold, time-out, row or keepOpen is a difference', async () => {
    const account = await suite.account();
    const granted = await account.grant('100');
    const more = await account.grant('1');
    const conflict = async (action: Promise<unknown>) => {
      const { code, details } = await refusalOf(action);
      return `${code} ${details.field!}`;
    };
    const key = () => ({ idempotencyKey: suite.open.key() });

    const [k1, k2, k3, k4] = [key(), key(), key(), key()];
    const hold = await account.hold('10', { ...k1, timeoutMs: HOUR });
    const other = await account.hold('10');
    expect(await conflict(account.reserve('10', { ...k1, timeoutMs: HOUR + 1 }))).toBe(
      'IDEMPOTENCY_CONFLICT timeoutMs',
    );
    expect(await conflict(account.reserve('10', k1))).toBe('IDEMPOTENCY_CONFLICT timeoutMs');
    await account.capture(hold, '1', { ...k2, keepOpen: true });
    expect(await conflict(account.capture(other, '1', { ...k2, keepOpen: true }))).toBe('IDEMPOTENCY_CONFLICT holdId');
    expect(await conflict(account.capture(hold, '1', k2))).toBe('IDEMPOTENCY_CONFLICT keepOpen');
    expect(await conflict(account.capture(hold, undefined, { ...k2, keepOpen: true }))).toBe(
      'IDEMPOTENCY_CONFLICT amount',
    );
    await account.release(hold, '1', k3);
    expect(await conflict(account.release(other, '1', k3))).toBe('IDEMPOTENCY_CONFLICT holdId');
    expect(await conflict(account.release(hold, '2', k3))).toBe('IDEMPOTENCY_CONFLICT amount');
    await account.reverse(more, k4);
    expect(await conflict(account.reverse(granted, k4))).toBe('IDEMPOTENCY_CONFLICT entryId');
  });

  it('L8 amounts of the same value, the same instant as text and as a Date, and reordered metadata are no difference', async () => {
    const account = await suite.account({ scale: 2 });
    const { clock, key } = suite.open;
    const same = { idempotencyKey: key(), metadata: { a: 1, b: 2 }, effectiveAt: clock.iso(-HOUR) };
    await account.grant('12.5', same);
    for (const amount of ['12.50', '012.5', '+12.5']) {
      expect((await account.grant(amount, same)).replayed).toBe(true);
    }
    const reordered = { ...same, metadata: { b: 2, a: 1 }, effectiveAt: new Date(clock.now() - HOUR) };
    expect((await account.grant('12.50', reordered)).replayed).toBe(true);
  });

  it('L8 what counts is what was given: a term that the currency has got since changes nothing', async () => {
    const { strapi } = suite.open;
    const account = await suite.account({ expiresAfterDays: 10 });
    const idempotencyKey = suite.open.key();
    const first = await account.grant('1', { idempotencyKey });
    expect(first.entry.expiresAt).toBe(suite.open.clock.iso(10 * DAY));
    const uid = 'plugin::rewards.currency' as never;
    const filters = { code: account.currency } as never;
    const { documentId } = (await strapi.documents(uid).findFirst({ filters })) as unknown as { documentId: string };
    await strapi.documents(uid).update({ documentId, data: { expiresAfterDays: 20 } as never });
    expect(await account.grant('1', { idempotencyKey })).toEqual(asReplay(first));
    const { code, details } = await refusalOf(account.grant('1', { idempotencyKey, expiresAt: null }));
    expect([code, details.field]).toEqual(['IDEMPOTENCY_CONFLICT', 'expiresAt']);
  });

  it('L8 a key is unique within its source only', async () => {
    const account = await suite.account();
    const idempotencyKey = suite.open.key();
    for (const source of ['shop', 'import', undefined]) await account.grant('1', { idempotencyKey, source });
    expect((await account.grant('1', { idempotencyKey, source: 'api' })).replayed).toBe(true);
    expect(await account.story()).toEqual(['grant 1', 'grant 1', 'grant 1']);
    expect((await account.rows()).map((row) => row.source)).toEqual(['shop', 'import', 'api']);
  });

  it('L8 keys that differ in case, in a blank or in an accent are different keys, on every database', async () => {
    const account = await suite.account();
    const key = suite.open.key();
    for (const idempotencyKey of [`${key}a`, `${key}A`, `${key}a `, `${key}á`, `${key}a\u0301`, `${key}ä😀`]) {
      expect((await account.grant('1', { idempotencyKey })).replayed).toBe(false);
      expect((await account.grant('1', { idempotencyKey })).replayed).toBe(true);
    }
    expect((await account.balance()).balance).toBe('6');
  });

  it('L8 source and key cannot be told apart from another source and key', async () => {
    const account = await suite.account();
    const key = suite.open.key();
    await account.grant('1', { source: `s-${key}`, idempotencyKey: 'x-y' });
    expect((await account.grant('1', { source: `s-${key}-x`, idempotencyKey: 'y' })).replayed).toBe(false);
  });

  it('L8 a replay is told even when the clock has stepped back before its effective instant', async () => {
    const { clock, key } = suite.open;
    const account = await suite.account();
    const posting = { idempotencyKey: key(), effectiveAt: clock.iso() };
    const first = await account.grant('1', posting);
    clock.advance(-HOUR);
    expect(await account.grant('1', posting)).toEqual(asReplay(first));
  });

  it('L9 a refusal is not stored: the same request succeeds once there are funds', async () => {
    const account = await suite.account();
    const key = { idempotencyKey: suite.open.key() };
    expect(await codeOf(account.deduct('5', key))).toBe('INSUFFICIENT_FUNDS');
    expect(await codeOf(account.deduct('5', key))).toBe('INSUFFICIENT_FUNDS');
    await account.grant('5');
    expect((await account.deduct('5', key)).replayed).toBe(false);
    expect((await account.deduct('5', key)).replayed).toBe(true);
  });

  it('L9 nor does it keep the key for the content that was refused', async () => {
    const account = await suite.account();
    const key = { idempotencyKey: suite.open.key() };
    expect(await codeOf(account.reserve('5', key))).toBe('INSUFFICIENT_FUNDS');
    expect((await account.grant('7', key)).replayed).toBe(false);
  });

  it('L9 a refused posting writes nothing: no row, no account, no settlement of what is due', async () => {
    const { clock, knex } = suite.open;
    const fresh = await suite.account();
    expect(await codeOf(fresh.deduct('1'))).toBe('INSUFFICIENT_FUNDS');
    const ahead = { effectiveAt: clock.iso(HOUR) };
    expect(await codeOf(fresh.grant('1', ahead))).toBe('IN_THE_FUTURE');
    expect(await codeOf(fresh.adjust('-1'))).toBe('INSUFFICIENT_FUNDS');
    expect(await fresh.id()).toBe(-1);
    const rising = await suite.account({ risingOnly: true });
    expect(await codeOf(rising.grant('1', { expiresAt: clock.iso(HOUR) }))).toBe('EXPIRY_NOT_ALLOWED');
    expect(await rising.id()).toBe(-1);

    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.grant('5');
    await account.hold('5', { timeoutMs: HOUR });
    clock.advance(HOUR);
    const before = [await knex('rewards_accounts').where('id', await account.id()), await account.lots()];
    expect(await codeOf(account.deduct('6'))).toBe('INSUFFICIENT_FUNDS');
    expect([await knex('rewards_accounts').where('id', await account.id()), await account.lots()]).toEqual(before);
    expect(await account.story()).toEqual(['grant 10', 'grant 5', 'reserve held 5']);
    expect(await account.standing()).toBe('15, 5 held, 5 available');
  });

  it('L10 twenty callers with one key post once, and each gets that one result', async () => {
    const account = await suite.account();
    const idempotencyKey = suite.open.key();
    const results = await Promise.all(Array.from({ length: 20 }, () => account.grant('10', { idempotencyKey })));
    expect(results.filter((result) => !result.replayed)).toHaveLength(1);
    expect(new Set(results.map((result) => result.entry.hash)).size).toBe(1);
    expect(await account.story()).toEqual(['grant 10']);
  });

  it('L10 twenty callers spend once, on an account that has funds for one', async () => {
    const account = await suite.account();
    await account.grant('10');
    const idempotencyKey = suite.open.key();
    const results = await Promise.all(Array.from({ length: 20 }, () => account.deduct('10', { idempotencyKey })));
    expect(results.filter((result) => !result.replayed)).toHaveLength(1);
    expect(await account.story()).toEqual(['grant 10', 'deduct -10']);
  });

  it('L10 of twenty different contents under one key one is posted, and the others are told so', async () => {
    const [one, other] = [await suite.account(), await suite.account()];
    const idempotencyKey = suite.open.key();
    const attempts = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? one : other).grant(String(1 + (index % 4)), { idempotencyKey }).then(
        ({ entry }) => entry.hash,
        (error: unknown) => (error as { code: string }).code,
      ),
    );
    const answers = await Promise.all(attempts);
    const hashes = answers.filter((answer) => answer.length === 64);
    expect(new Set(hashes).size).toBe(1);
    expect(new Set(answers.filter((answer) => answer.length !== 64))).toEqual(new Set(['IDEMPOTENCY_CONFLICT']));
    expect([...(await one.story()), ...(await other.story())]).toHaveLength(1);
  });

  it('L10 the same key twice within one batch posts once', async () => {
    const account = await suite.account();
    const input = account.input('grant', '5');
    const conflicting = { ...input, amount: '6' } as PostingInput;
    const outcomes = await suite.open.ledger.postMany([input, input, conflicting]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.result.replayed)).toEqual([false, true, false]);
    expect(codeOfOutcome(outcomes[2]!)).toBe('IDEMPOTENCY_CONFLICT');
    expect(await account.story()).toEqual(['grant 5']);
  });
});
