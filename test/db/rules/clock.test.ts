import { ManualClock } from '../../support/clock';
import { describeOnEveryEngine } from '../../support/engines';
import { hostProcess } from '../../support/host';
import { openLedger, type OpenLedger } from '../../support/ledger';
import { createPreparedDatabase } from '../../support/strapi';
import { DAY, HOUR, newAccount, TestAccount } from './account';
import { codeOf } from './refusal';
import { expectSound } from './sound';
import { useLedger } from './suite';

/** What a clock may be ahead, in milliseconds, where nothing is set (L42). */
const SKEW = 300_000;

describeOnEveryEngine('time', (engine) => {
  const suite = useLedger(engine);

  it('L6 a row is posted, and takes effect, when the server’s clock says', async () => {
    const account = await suite.account();
    const { entry } = await account.grant('1');
    expect(entry.postedAt).toBe(suite.open.clock.iso());
    expect(entry.effectiveAt).toBe(suite.open.clock.iso());
  });

  it('L33 the balance as of a row’s own instant is told, also when the clock has been set back since', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const { entry } = await account.grant('10');
    clock.advance(-HOUR);
    expect((await account.balance({ at: entry.postedAt })).balance).toBe('10');
    const later = new Date(Date.parse(entry.postedAt) + 1).toISOString();
    expect(await codeOf(account.balance({ at: later }))).toBe('INVALID_INPUT');
    clock.advance(HOUR);
  });

  it('L7 a clock that says a fraction is read as its millisecond, and one that says nothing spoils no later posting', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const now = clock.now();
    clock.set(now + 0.7);
    expect((await account.grant('1')).entry.postedAt).toBe(new Date(now).toISOString());
    for (const nothing of [Number.NaN, Infinity, -1, null, '2026'] as number[]) {
      clock.set(nothing);
      await expect(account.grant('2')).rejects.toThrow('no instant');
    }
    clock.set(now);
    await account.grant('3');
    expect(await account.story()).toEqual(['grant 1', 'grant 3']);
  });

  it('L6 postedAt does not run backwards within an account when the clock does', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const first = await account.grant('10');
    clock.advance(-HOUR);
    const second = await account.deduct('3');
    expect(second.entry.postedAt).toBe(first.entry.postedAt);
    clock.advance(HOUR + 1);
    expect((await account.deduct('3')).entry.postedAt).toBe(clock.iso());
  });

  it('L6 another account is not held up by that', async () => {
    const { clock } = suite.open;
    const [one, other] = [await suite.account(), await suite.account()];
    await one.grant('1');
    clock.advance(-HOUR);
    expect((await other.grant('1')).entry.postedAt).toBe(clock.iso());
  });

  it('L6 a clock that steps back does not bring back what had expired or timed out', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(2 * HOUR) });
    await account.grant('5');
    const hold = await account.hold('5', { timeoutMs: HOUR });
    clock.advance(2 * HOUR);
    await account.grant('1');
    clock.advance(-2 * HOUR);
    expect(await codeOf(account.capture(hold))).toBe('HOLD_EXPIRED');
    expect(await codeOf(account.deduct('7'))).toBe('INSUFFICIENT_FUNDS');
    expect(await account.standing()).toBe('6, 0 held, 6 available');
  });

  it('L6 a posting may be backdated', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const { entry } = await account.grant('1', { effectiveAt: clock.iso(-30 * DAY) });
    expect(entry.effectiveAt).toBe(clock.iso(-30 * DAY));
    expect(entry.postedAt).toBe(clock.iso());
  });

  it('L42 a posting may not be dated ahead further than a clock may be, not by a millisecond, whatever it does', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10', { effectiveAt: clock.iso() });
    const hold = await account.hold('5');
    const effectiveAt = clock.iso(SKEW + 1);
    for (const attempt of [
      () => account.grant('1', { effectiveAt }),
      () => account.deduct('1', { effectiveAt }),
      () => account.reserve('1', { effectiveAt }),
      () => account.capture(hold, '1', { effectiveAt }),
      () => account.release(hold, '1', { effectiveAt }),
      () => account.adjust('1', { effectiveAt }),
      () => account.reverse(granted, { effectiveAt }),
    ]) {
      expect(await codeOf(attempt())).toBe('IN_THE_FUTURE');
    }
    expect(await account.story()).toHaveLength(2);
  });

  it('L42 a posting from a clock that is ahead takes effect now, whatever it does', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ expiresAfterDays: 1 });
    const effectiveAt = clock.iso(SKEW);
    const granted = await account.grant('10', { effectiveAt });
    expect(granted.entry).toMatchObject({ effectiveAt: clock.iso(), postedAt: clock.iso(), expiresAt: clock.iso(DAY) });
    const hold = await account.hold('6');
    for (const posted of [
      await account.deduct('1', { effectiveAt }),
      await account.reserve('1', { effectiveAt }),
      await account.capture(hold, '1', { effectiveAt, keepOpen: true }),
      await account.release(hold, '1', { effectiveAt }),
      await account.adjust('1', { effectiveAt }),
      await account.reverse(granted, { effectiveAt: clock.iso(1) }),
    ]) {
      for (const entry of [posted.entry, ...posted.caused]) expect(entry.effectiveAt).toBe(clock.iso());
    }
  });

  it('L42 the same posting again is a replay, and its instant is compared as it was asked for', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const asked = { idempotencyKey: suite.open.key(), effectiveAt: clock.iso(SKEW) };
    const first = await account.grant('10', asked);
    for (const later of [0, 1, SKEW, -2 * SKEW]) {
      clock.advance(later);
      expect(await account.grant('10', asked)).toEqual({ ...first, replayed: true });
    }
    const conflict = { code: 'IDEMPOTENCY_CONFLICT', details: { field: 'effectiveAt' } };
    const others = [{ effectiveAt: first.entry.effectiveAt }, {}];
    for (const other of others) {
      const again = account.grant('10', { idempotencyKey: asked.idempotencyKey, ...other });
      await expect(again).rejects.toMatchObject(conflict);
    }
  });

  it('L42 of many postings, the one beyond is refused alone', async () => {
    const { clock, ledger } = suite.open;
    const account = await suite.account();
    const inputs = [0, SKEW, SKEW + 1].map((ahead) => account.input('grant', '1', { effectiveAt: clock.iso(ahead) }));
    const outcomes = await ledger.postMany(inputs);
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.result.entry.effectiveAt : outcome.error.code))).toEqual([
      clock.iso(),
      clock.iso(),
      'IN_THE_FUTURE',
    ]);
  });

  it('L6 backdating does not re-allocate what was already spent', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { effectiveAt: clock.iso(-10 * DAY) });
    await account.deduct('4');
    await account.grant('10', { effectiveAt: clock.iso(-20 * DAY) });
    expect(await account.remaining()).toEqual([10, 6]);
    await account.deduct('5', { effectiveAt: clock.iso(-15 * DAY) });
    expect(await account.remaining()).toEqual([5, 6]);
  });

  it('L7 an instant is taken as text in UTC or as a Date, and told as text in UTC', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const instant = clock.iso(-DAY);
    expect((await account.grant('1', { effectiveAt: instant })).entry.effectiveAt).toBe(instant);
    expect((await account.grant('1', { effectiveAt: new Date(instant) })).entry.effectiveAt).toBe(instant);
  });

  it.each(['yesterday', '', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', 1_700_000_000_000, NaN, new Date(NaN), {}])(
    'L7 %p is no instant',
    async (instant) => {
      const account = await suite.account();
      const given = instant as string;
      expect(await codeOf(account.grant('1', { effectiveAt: given }))).toBe('INVALID_INPUT');
      expect(await codeOf(account.grant('1', { expiresAt: given }))).toBe('INVALID_INPUT');
      expect(await codeOf(account.balance({ at: given }))).toBe('INVALID_INPUT');
    },
  );

  it.each(['2026-01-15T12:00:00', '2026-01-15'])(
    'L7 %j is refused or read as UTC, in a process of any zone',
    async (text) => {
      suite.open.clock.set(Math.max(suite.open.clock.now(), Date.UTC(2026, 1, 1)));
      const account = await suite.account();
      const zone = hostProcess.env.TZ;
      hostProcess.env.TZ = 'Pacific/Auckland';
      try {
        const told = await account.grant('1', { effectiveAt: text }).then(
          ({ entry }) => entry.effectiveAt,
          (error: unknown) => (error as { code: string }).code,
        );
        expect(['INVALID_INPUT', text.includes('T') ? `${text}.000Z` : `${text}T00:00:00.000Z`]).toContain(told);
      } finally {
        if (zone === undefined) delete hostProcess.env.TZ;
        else hostProcess.env.TZ = zone;
      }
    },
  );
});

describeOnEveryEngine('a ledger that forgives no clock', (engine) => {
  it('L42 refuses what lies ahead by a millisecond', async () => {
    const open = await openLedger(engine, { env: { REWARDS_CLOCK_SKEW: '0' } });
    try {
      const account = await newAccount(open);
      expect(await codeOf(account.grant('1', { effectiveAt: open.clock.iso(1) }))).toBe('IN_THE_FUTURE');
      await account.grant('1', { effectiveAt: open.clock.iso() });
    } finally {
      await open.close();
    }
  });
});

/** A wall clock that was skipped, one that was shown twice, and the same on the other half of the earth. */
const INSTANTS = [
  '2026-03-08T07:30:00.000Z',
  '2026-04-04T13:30:00.000Z',
  '2026-04-04T14:30:00.000Z',
  '2026-09-26T14:30:00.001Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
];

async function inZone<T>(zone: string, work: () => Promise<T>): Promise<T> {
  const before = hostProcess.env.TZ;
  hostProcess.env.TZ = zone;
  try {
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
    return await work();
  } finally {
    if (before === undefined) delete hostProcess.env.TZ;
    else hostProcess.env.TZ = before;
  }
}

describeOnEveryEngine('processes in different time zones', (engine) => {
  it('L7 post and read the same instants, on days when clocks are changed too', async () => {
    const database = await createPreparedDatabase(engine);
    const work = async <T>(zone: string, part: (open: OpenLedger) => Promise<T>): Promise<T> =>
      inZone(zone, async () => {
        const open = await openLedger(engine, { database, clock: new ManualClock(), env: { TZ: zone } });
        try {
          return await part(open);
        } finally {
          await open.close();
        }
      });
    try {
      const { member, currency, told } = await work('America/New_York', async (open) => {
        const account = await newAccount(open);
        for (const instant of INSTANTS) {
          open.clock.set(Date.parse(instant));
          await account.grant('1', { expiresAt: new Date(Date.parse(instant) + 100 * DAY) });
          open.clock.advance(1);
          await account.reserve('1', { timeoutMs: 200 * DAY, effectiveAt: instant });
        }
        return { member: account.member, currency: account.currency, told: await account.rows() };
      });
      await work('Pacific/Auckland', async (open) => {
        open.clock.set(Date.parse('2026-12-01T00:00:00Z'));
        const account = new TestAccount(open, member, currency);
        const rows = await account.rows();
        expect(rows).toEqual(told);
        const grants = rows.filter((row) => row.type === 'grant');
        expect(grants.map((row) => row.postedAt)).toEqual(INSTANTS);
        expect(grants.map((row) => Date.parse(row.expiresAt!) - Date.parse(row.effectiveAt))).toEqual(
          INSTANTS.map(() => 100 * DAY),
        );
        await expectSound(open.ledger, account);
      });
    } finally {
      await database.drop();
    }
  });
});
