import { ERRORS, type ErrorCode, type GrantInput, LIMITS } from '../../server/contract';
import { describeOnEveryEngine, describeOnOneEngine } from '../support/engines';
import { HOUR } from './rules/account';
import { codeOf, codeOfOutcome, refusalOf } from './rules/refusal';
import { type Suite, useLedger } from './rules/suite';

/** A way to make the ledger refuse with a code: what it does is awaited, and must be refused. */
type Producer = (suite: Suite) => Promise<unknown>;

const uncertain = (value: unknown): never => value as never;

const PRODUCERS: Partial<Record<ErrorCode, Producer>> = {
  INVALID_INPUT: async (suite) => (await suite.account()).grant('1', { idempotencyKey: '' }),
  INVALID_AMOUNT: async (suite) => (await suite.account()).grant(uncertain(1)),
  ZERO_AMOUNT: async (suite) => (await suite.account()).grant('0'),
  AMOUNT_OVERFLOW: async (suite) => (await suite.account()).grant('9007199254740992'),
  TOO_MANY: async (suite) => {
    const input = (await suite.account()).input('grant', '1');
    return suite.open.ledger.postMany(Array.from({ length: LIMITS.postMany + 1 }, () => input));
  },
  IN_THE_FUTURE: async (suite) => (await suite.account()).grant('1', { effectiveAt: suite.open.clock.iso(HOUR) }),
  UNKNOWN_CURRENCY: async (suite) => (await suite.account()).grant('1', { currency: 'no-such-currency' }),
  MEMBER_NOT_FOUND: async (suite) => (await suite.account()).grant('1', { member: 'no-such-member' }),
  ENTRY_NOT_FOUND: async (suite) => (await suite.account()).reverse('no-such-row'),
  HOLD_NOT_FOUND: async (suite) => (await suite.account()).capture('no-such-hold'),
  IDEMPOTENCY_CONFLICT: async (suite) => {
    const account = await suite.account();
    const key = { idempotencyKey: suite.open.key() };
    await account.grant('1', key);
    return account.grant('2', key);
  },
  RISING_ONLY: async (suite) => (await suite.account({ risingOnly: true })).deduct('1'),
  EXPIRY_NOT_ALLOWED: async (suite) =>
    (await suite.account({ risingOnly: true })).grant('1', { expiresAt: suite.open.clock.iso(HOUR) }),
  ALREADY_CAPTURED: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    const hold = await account.hold('1');
    await account.capture(hold);
    return account.capture(hold);
  },
  ALREADY_RELEASED: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    const hold = await account.hold('1');
    await account.release(hold);
    return account.capture(hold);
  },
  HOLD_EXPIRED: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    const hold = await account.hold('1', { timeoutMs: HOUR });
    suite.open.clock.advance(HOUR);
    return account.capture(hold);
  },
  EXCEEDS_HOLD: async (suite) => {
    const account = await suite.account();
    await account.grant('2');
    return account.capture(await account.hold('1'), '2');
  },
  NOT_REVERSIBLE: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    return account.reverse(await account.reserve('1'));
  },
  ALREADY_REVERSED: async (suite) => {
    const account = await suite.account();
    const granted = await account.grant('1');
    await account.reverse(granted);
    return account.reverse(granted);
  },
  EXCEEDS_ENTRY: async (suite) => {
    const account = await suite.account();
    return account.reverse(await account.grant('1'), { amount: '2' });
  },
  GRANT_ALREADY_SPENT: async (suite) => {
    const account = await suite.account({ reversalPolicy: 'reject' });
    const granted = await account.grant('2');
    await account.deduct('1');
    return account.reverse(granted);
  },
  INSUFFICIENT_FUNDS: async (suite) => (await suite.account()).deduct('1'),
  SCALE_LOCKED: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    return edit(suite, account.currency, { scale: 2 });
  },
  CURRENCY_IN_USE: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    return edit(suite, account.currency, { code: `${account.currency}-renamed` });
  },
  MEMBER_IN_USE: async (suite) => {
    const account = await suite.account();
    await account.grant('1');
    return suite.open.strapi.documents('plugin::rewards.member' as never).delete({ documentId: account.member });
  },
};

/** What another test produces, because no single call of the ledger does. */
const ELSEWHERE: Partial<Record<ErrorCode, string>> = {
  COMPARISON_NOT_FOUND:
    'test/http/affiliate-comparison.test.ts: is not found under another id, and its rows not without a kind',
  SECRET_UNREADABLE:
    'test/http/affiliate-systems.test.ts: F11 say which secret cannot be read, because its key is gone',
  CLUB_EVENT_NOT_FOUND: 'test/http/club-report.test.ts: E22 an event that is not there is not found',
  CLUB_OFF:
    'test/http/club-report.test.ts: has no routes, says so to the menu, and decides nothing of what it takes in',
  MISSION_EXISTS: 'test/http/club-door.test.ts: keep apart who makes a mission and who changes one',
  MISSION_NOT_FOUND:
    'test/db/club/missions.test.ts: E9 is a draft first, which decides nothing, and keeps its versions',
  MISSION_ENDED: 'test/db/club/missions.test.ts: E9 is a draft first, which decides nothing, and keeps its versions',
  POOL_NOT_FOUND: 'test/db/club/pools.test.ts: names what it cannot do',
  POOL_EXISTS: 'test/db/club/pools.test.ts: names what it cannot do',
  POOL_TOO_LOW: 'test/db/club/pools.test.ts: is funded and withdrawn from, and never goes below zero',
  SYSTEM_EXISTS: 'test/db/affiliates/systems.test.ts: are created once: a code that there is is refused',
  SYSTEM_CHANGED:
    'test/db/affiliates/systems.test.ts: are not changed over what somebody else has changed since, also at the same moment',
  SYSTEM_IN_USE: 'test/db/affiliates/systems.test.ts: are deleted as long as nothing names them, with their secrets',
  SECRET_NOT_FOUND:
    'test/db/affiliates/systems.test.ts: F11 have secrets, by name and never by what they say, the former one for as long as it is to hold',
  SYSTEM_NOT_FOUND: 'test/db/affiliates/record.test.ts: F1 refuses with',
  LINK_NOT_FOUND: 'test/db/affiliates/record.test.ts: F1 refuses with',
  EVENT_CONFLICT: 'test/db/affiliates/record.test.ts: F1 refuses another event under the same id',
  AFFILIATE_EVENT_NOT_FOUND: 'test/db/affiliates/report.test.ts: an event that is not there',
  LINK_IN_USE: 'test/db/affiliates/content.test.ts: a link that events were recorded with stays',
  NO_SECRET_KEY: 'test/db/affiliates/content.test.ts: F11 no secret is kept without a key',
  TOKEN_NEEDED: 'test/http/shop.test.ts: V8 are for programs alone',
  NOT_SIGNED_IN: 'test/http/site.test.ts: V5 tells a user who is signed in … and nobody else',
  TOO_MANY_REQUESTS: 'test/http/site-limits.test.ts: V8 with a token is told when to ask again, and nothing is written',
  HANDLE_TAKEN: 'test/db/members.test.ts: V2 a handle is refused to whoever is given one that another member has',
  PROFILE_NOT_FOUND: 'test/http/site.test.ts: V1 are not there for a member who shows none, just as for nobody',
  EDIT_NOT_ALLOWED: 'test/http/content-doors.test.ts: refuses an administrator without the permission, on every route',
  BATCH_ROLLED_BACK: 'below: an outcome of postMany, never thrown',
  SCHEMA_OWNED: 'test/http/relations.test.ts: an edit of our types in the Content-Type Builder',
  NO_RELATION: 'test/http/relations.test.ts: a relation to a type that nobody may relate to',
  ONE_WAY_ONLY: 'test/http/relations.test.ts: a relation with a field on our side',
  ENGINE_OWNED: 'test/db/life.test.ts and test/db/adjustments.test.ts: what only the services write',
  MEMBER_ANONYMISED: 'test/db/member-update.test.ts: is nobody who is anonymous, or who is not there',
  MEMBER_CONFLICT: 'test/db/members.test.ts: refuses ids that belong to two members, or a second id of a kind',
  REDEMPTION_NOT_FOUND: 'test/db/redemption.test.ts: L9 has every refused attempt on record',
  NOT_CAPTURED: 'test/db/redemption-refunds.test.ts: L39 of which nothing was captured cannot be refunded',
  ORDER_NOT_FOUND:
    'test/db/refund-order.test.ts: L38 refuses more than the order was, and an order that has earned nothing',
  NOT_REDEEMABLE: 'test/db/redemption.test.ts: knows only currencies that can be spent and have a value',
  WORTH_NOTHING: 'test/db/redemption.test.ts: counts in whole points that are worth a part of a cent',
  EXCEEDS_ORDER: 'test/db/redemption.test.ts: D7 takes off what the tier takes off',
  BATCH_NOT_FOUND: 'test/http/bulk.test.ts: is listed, and reversed as a whole, once',
  BAD_LINES: 'test/http/bulk.test.ts: tells every bad line with the field that is wrong',
  BADGE_NOT_FOUND: 'test/http/members-badges.test.ts: say 404 of a member or a badge that is not there',
  AWARD_NOT_FOUND: 'test/http/credentials.test.ts: V11 is the member’s alone',
  KEY_NOT_FOUND: 'test/http/credentials.test.ts: V11 is verified with the key at the address in its header',
  NO_ISSUER: 'test/http/credentials.test.ts: V11 the key of the configuration signs',
  KEY_CONFIGURED: 'test/http/credentials.test.ts: V11 the key of the configuration signs',
  NO_SVG: 'test/http/credential-images.test.ts: V11 is refused as an image',
  TASK_NOT_FOUND: 'test/db/tasks.test.ts: know no task that is none',
  TASK_RUNNING:
    'test/db/tasks.test.ts: never overlap, neither a timer nor a person starts one that runs here or elsewhere',
  RUN_NOT_FOUND: 'test/http/reconciliation.test.ts: say 404 of a run or a discrepancy that is not there',
  DISCREPANCY_NOT_FOUND: 'test/http/reconciliation.test.ts: say 404 of a run or a discrepancy that is not there',
  RECONCILIATION_RUNNING: 'test/db/reconciliation/runs.test.ts: never overlap',
  RUN_ENDED: 'test/db/reconciliation/runs.test.ts: end when they are cancelled',
  DISCREPANCY_NOT_IGNORED: 'test/db/reconciliation/resolution.test.ts: is opened again by a person',
  DISCREPANCY_RESOLVED: 'test/db/reconciliation/resolution.test.ts: is over when it is resolved',
  NOT_REBUILDABLE: 'test/db/reconciliation/resolution.test.ts: of the ledger itself is not rebuilt',
  DISCREPANCY_REMAINS: 'test/db/reconciliation/resolution.test.ts: that a rebuild does not mend stays open',
  RISING_ONLY_TOO_EARLY:
    'test/db/rules-edited.test.ts: L25 a currency cannot be made to only rise while something of it is held or expires',
  NOT_IN_TRANSACTION: 'test/db/hosts/alone.test.ts: D2 is told at once that reconciliation is no part of it',
  ACCOUNT_DAMAGED: 'test/db/rules/damaged.test.ts: L30 keeps none of its neighbours from being posted to',
  LEDGER_BUSY: 'test/unit/transaction.test.ts: L28 is given up with LEDGER_BUSY after a bounded number of tries',
};

async function edit(suite: Suite, code: string, data: object): Promise<unknown> {
  const documents = suite.open.strapi.documents('plugin::rewards.currency' as never);
  const { documentId } = (await documents.findFirst({ filters: { code } as never })) as unknown as {
    documentId: string;
  };
  return documents.update({ documentId, data: data as never });
}

describe('the table of refusals', () => {
  it('has every code that there is', () => {
    const known = [...Object.keys(PRODUCERS), ...Object.keys(ELSEWHERE)];
    expect(known.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  });
});

describeOnEveryEngine('a refusal', (engine) => {
  const suite = useLedger(engine);

  it.each(Object.entries(PRODUCERS))('%s is given, with its sentence filled in', async (code, produce) => {
    const refusal = await refusalOf(produce(suite));
    expect(refusal.code).toBe(code);
    expect(refusal.message).not.toMatch(/[{}]/);
    for (const value of Object.values(refusal.details)) expect(typeof value).toBe('string');
    for (const [, name] of ERRORS[code as ErrorCode].message.matchAll(/\{(\w+)\}/g)) {
      expect(refusal.details[name!]).toBeDefined();
    }
  });

  it('BATCH_ROLLED_BACK is the outcome of whoever was not at fault', async () => {
    const account = await suite.account();
    const inputs = [account.input('grant', '1'), account.input('deduct', '2')];
    const outcomes = await suite.open.ledger.postMany(inputs, { allOrNothing: true });
    expect(outcomes.map(codeOfOutcome)).toEqual(['BATCH_ROLLED_BACK', 'INSUFFICIENT_FUNDS']);
  });
});

/** Refused before anything is read. */
describeOnOneEngine('malformed input', (engine) => {
  const suite = useLedger(engine);

  it.each([
    ['member', { member: '' }],
    ['member', { member: 7 }],
    ['member', { member: undefined }],
    ['currency', { currency: null }],
    ['idempotencyKey', { idempotencyKey: undefined }],
    ['idempotencyKey', { idempotencyKey: 'x'.repeat(LIMITS.idempotencyKey + 1) }],
    ['idempotencyKey', { idempotencyKey: 'a\u0000b' }],
    ['idempotencyKey', { idempotencyKey: 'a\ud800b' }],
    ['source', { source: '' }],
    ['source', { source: 'x'.repeat(LIMITS.source + 1) }],
    ['source', { source: 'rewards' }],
    ['reason', { reason: 'x'.repeat(LIMITS.reason + 1) }],
    ['reason', { reason: 5 }],
    ['rule', { rule: 'x'.repeat(LIMITS.rule + 1) }],
    ['eventId', { eventId: 'x'.repeat(LIMITS.eventId + 1) }],
    ['actor', { actor: 'admin:1' }],
    ['actor', { actor: { id: '' } }],
    ['actor', { actor: { id: 'x'.repeat(LIMITS.actorId + 1) } }],
    ['actor', { actor: { id: 'admin:1', name: 'x'.repeat(LIMITS.actorName + 1) } }],
    ['metadata', { metadata: 'text' }],
    ['metadata', { metadata: { nested: { a: 1 } } }],
    ['metadata', { metadata: { list: [1] } }],
    ['metadata', { metadata: { number: NaN } }],
    ['metadata', { metadata: { long: 'x'.repeat(LIMITS.metadata) } }],
    ['expiresAt', { expiresAt: 'never' }],
    ['effectiveAt', { effectiveAt: 'now' }],
    ['timeoutMs', { timeoutMs: 5 }],
    ['colour', { colour: 'red' }],
  ])('is refused, and the refusal names %s: %j', async (field, more) => {
    const account = await suite.account();
    const refusal = await refusalOf(account.grant('1', more as unknown as Partial<GrantInput>));
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.details.field).toMatch(new RegExp(`^${field}(\\.|$)`));
    expect(await account.story()).toEqual([]);
  });

  it.each([undefined, null, 'grant', 5, []])('is refused when the input as a whole is %j', async (input) => {
    expect(await codeOf(suite.open.ledger.grant(uncertain(input)))).toBe('INVALID_INPUT');
    expect(await codeOf(suite.open.ledger.trace(uncertain(input)))).toMatch(/INVALID_INPUT|ENTRY_NOT_FOUND/);
    const [outcome] = await suite.open.ledger.postMany([uncertain(input)]);
    expect(codeOfOutcome(outcome!)).toBe('INVALID_INPUT');
  });

  it('cannot smuggle another operation in through its type', async () => {
    const account = await suite.account();
    await account.grant('1', uncertain({ type: 'deduct' })).catch(() => undefined);
    expect(['grant 1', undefined]).toContain((await account.story())[0]);
  });

  it('is refused for an adjustment without a reason of eight characters or without an actor (B18)', async () => {
    const account = await suite.account();
    for (const reason of ['', 'too few', '       x', undefined]) {
      expect(await codeOf(account.adjust('1', { reason }))).toBe('INVALID_INPUT');
    }
    expect(await codeOf(account.adjust('1', { actor: undefined }))).toBe('INVALID_INPUT');
    await account.adjust('1', { reason: 'eight ch' });
  });

  it.each([{ page: 0 }, { page: -1 }, { page: 1.5 }, { pageSize: 0 }, { pageSize: LIMITS.pageSize + 1 }])(
    'is refused for a page like %j',
    async (page) => {
      const { member, currency } = await suite.account();
      expect(await codeOf(suite.open.ledger.history({ member, currency, ...page }))).toMatch(/INVALID_INPUT|TOO_MANY/);
    },
  );

  it('is refused for a scope with a field that there is not, rather than taken for all accounts', async () => {
    const { ledger } = suite.open;
    for (const scope of [{ membre: 'x' }, { member: '' }, { member: 5 }]) {
      for (const look of [ledger.check, ledger.rebuild, ledger.verifyChain]) {
        expect(await codeOf(look(uncertain(scope)))).toBe('INVALID_INPUT');
      }
    }
  });
});

describeOnEveryEngine('the order of refusals', (engine) => {
  const suite = useLedger(engine);

  it('tells the one that stands first in the list, of several that hold', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ risingOnly: true });
    const ahead = clock.iso(HOUR);
    const asked: [string, () => Promise<unknown>][] = [
      ['INVALID_INPUT', () => account.grant('0', { member: '', currency: 'none' })],
      ['UNKNOWN_CURRENCY', () => account.grant('1', { member: 'none', currency: 'none' })],
      ['ZERO_AMOUNT', () => account.grant('0', { member: 'none' })],
      ['IN_THE_FUTURE', () => account.grant('1', { member: 'none', effectiveAt: ahead })],
      ['IN_THE_FUTURE', () => account.grant('1', { currency: 'none', effectiveAt: ahead })],
      ['IN_THE_FUTURE', () => account.capture('no-such-hold', '1', { effectiveAt: ahead })],
      ['MEMBER_NOT_FOUND', () => account.deduct('1', { member: 'none' })],
      ['RISING_ONLY', () => account.deduct('1')],
    ];
    for (const [code, attempt] of asked) expect(await codeOf(attempt())).toBe(code);
  });

  it('tells a conflict of the key before the account is looked at', async () => {
    const account = await suite.account();
    const key = { idempotencyKey: suite.open.key() };
    await account.grant('1', key);
    expect(await codeOf(account.deduct('100', key))).toBe('IDEMPOTENCY_CONFLICT');
    expect(await codeOf(account.capture('no-such-hold', '1', key))).toMatch(/HOLD_NOT_FOUND|IDEMPOTENCY_CONFLICT/);
    expect(await codeOf(account.grant('0', key))).toBe('ZERO_AMOUNT');
  });

  it('tells what closed a hold before how much is asked of it', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('5');
    await account.capture(hold, '1');
    expect(await codeOf(account.capture(hold, '100'))).toBe('ALREADY_CAPTURED');
    expect(await codeOf(account.release(hold, '100'))).toBe('ALREADY_CAPTURED');
  });
});
