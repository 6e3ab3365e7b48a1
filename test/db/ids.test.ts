/** L40: ids, keys and codes are compared byte for byte, by every method that is given one. */
import type {
  AdjustmentsService,
  EarningService,
  ReconciliationService,
  RedemptionService,
  TasksService,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { otherSpellings } from '../support/spellings';
import { documents } from './content';

const REASON = 'A test of spellings';
const ACTOR = { id: 'user:7', name: 'Ada' };

describeOnEveryEngine('ids, keys and codes', (engine) => {
  let open: OpenLedger;
  let adjustments: AdjustmentsService;
  let earning: EarningService;
  let reconciliation: ReconciliationService;
  let redemption: RedemptionService;
  let tasks: TasksService;
  /** What there is of each kind. */
  let ids: Record<
    'member' | 'currency' | 'entryId' | 'holdId' | 'badge' | 'redemption' | 'run' | 'discrepancy',
    string
  >;

  beforeAll(async () => {
    open = await openLedger(engine);
    const rewards = open.strapi.plugin('rewards');
    adjustments = rewards.service<AdjustmentsService>('adjustments');
    earning = rewards.service<EarningService>('earning');
    reconciliation = rewards.service<ReconciliationService>('reconciliation');
    redemption = rewards.service<RedemptionService>('redemption');
    tasks = rewards.service<TasksService>('tasks');
    const currency = await open.currency({ code: 'credits', scale: 2, drivesTiers: true });
    await documents(open, 'badge').create({ data: { code: 'first', name: 'First' } });
    const damaged = await open.member();
    await open.ledger.grant({ member: damaged, currency, amount: '5', idempotencyKey: open.key() });
    await open.knex('rewards_accounts').where({ member: damaged }).update({ balance: 501 });
    const run = await reconciliation.run({ type: 'full' });
    const [discrepancy] = (await reconciliation.listDiscrepancies({ kind: 'balance_mismatch' })).rows;
    const member = await open.member();
    const { entry } = await open.ledger.grant({ member, currency, amount: '100', idempotencyKey: open.key() });
    const held = await redemption.hold({ member, orderId: 'order-1', orderAmount: '80', amount: '5', source: 'shop' });
    ids = {
      ...{ member, currency, entryId: entry.id, holdId: held.holdId ?? '', badge: 'first', redemption: held.id },
      ...{ run: run.id, discrepancy: discrepancy?.id ?? '' },
    };
  });
  afterAll(() => open.close());

  const key = () => ({ idempotencyKey: open.key(), reason: REASON });
  const order = (member: string, more: object = {}) => ({
    ...{ member, orderId: open.key(), orderAmount: '10', amount: '1' },
    ...more,
  });

  type Kind = keyof typeof ids;
  const METHODS: readonly (readonly [name: string, kind: Kind, call: (id: string) => Promise<unknown>])[] = [
    ['ledger.grant', 'member', (member) => open.ledger.grant({ member, currency: 'credits', amount: '1', ...key() })],
    ['ledger.deduct', 'member', (member) => open.ledger.deduct({ member, currency: 'credits', amount: '1', ...key() })],
    [
      'ledger.reserve',
      'member',
      (member) => open.ledger.reserve({ member, currency: 'credits', amount: '1', ...key() }),
    ],
    [
      'ledger.adjust',
      'member',
      (member) => open.ledger.adjust({ member, currency: 'credits', amount: '1', actor: ACTOR, ...key() }),
    ],
    [
      'ledger.preview',
      'member',
      (member) => open.ledger.preview({ type: 'grant', member, currency: 'credits', amount: '1', ...key() }),
    ],
    [
      'ledger.postMany',
      'member',
      (member) =>
        open.ledger.postMany([
          { type: 'grant', member, currency: 'credits', amount: '1', ...key() },
          { type: 'deduct', member, currency: 'credits', amount: '1', ...key() },
        ]),
    ],
    ['ledger.balance', 'member', (member) => open.ledger.balance({ member, currency: 'credits' })],
    [
      'ledger.balance at an instant',
      'member',
      (member) => open.ledger.balance({ member, currency: 'credits', at: open.clock.iso() }),
    ],
    [
      'ledger.balance by effect',
      'member',
      (member) => open.ledger.balance({ member, currency: 'credits', at: open.clock.iso(), basis: 'effective' }),
    ],
    ['ledger.history', 'member', (member) => open.ledger.history({ member, currency: 'credits' })],
    ['ledger.check', 'member', (member) => open.ledger.check({ member })],
    ['ledger.rebuild', 'member', (member) => open.ledger.rebuild({ member })],
    ['ledger.verifyChain', 'member', (member) => open.ledger.verifyChain({ member })],
    ['ledger.balances', 'member', (member) => open.ledger.balances({ member })],
    ['ledger.history over all currencies', 'member', (member) => open.ledger.history({ member })],
    ['members.get', 'member', (member) => open.members.get(member)],
    ['members.tierProgress', 'member', (member) => open.members.tierProgress(member)],
    ['members.award', 'member', (member) => open.members.award({ member, badge: 'first' })],
    ['members.revoke', 'member', (member) => open.members.revoke({ member, badge: 'first' })],
    ['members.balances', 'member', (member) => open.members.balances(member)],
    ['members.update', 'member', (member) => open.members.update({ member, name: 'Somebody' })],
    ['members.anonymise', 'member', (member) => open.members.anonymise(member)],
    [
      'adjustments.post',
      'member',
      (member) => adjustments.post({ member, currency: 'credits', amount: '1', actor: { id: 'admin:1' }, ...key() }),
    ],
    [
      'earning.forOrder',
      'member',
      (member) => earning.forOrder({ member, orderId: open.key(), amount: '100', orderedAt: open.clock.iso() }),
    ],
    ['redemption.quote', 'member', (member) => redemption.quote({ member, orderAmount: '10' })],
    ['redemption.hold', 'member', (member) => redemption.hold(order(member))],
    ['redemption.list', 'member', (member) => redemption.list({ member })],
    ['reconciliation.run', 'member', (member) => reconciliation.run({ type: 'user_specific', member })],
    [
      'reconciliation.listDiscrepancies',
      'member',
      (member) => reconciliation.listDiscrepancies({ member, status: 'all' }),
    ],

    [
      'ledger.grant in a currency',
      'currency',
      (currency) => open.ledger.grant({ member: ids.member, currency, amount: '1', ...key() }),
    ],
    ['ledger.balance in a currency', 'currency', (currency) => open.ledger.balance({ member: ids.member, currency })],
    ['ledger.history in a currency', 'currency', (currency) => open.ledger.history({ member: ids.member, currency })],
    ['ledger.check of a currency', 'currency', (currency) => open.ledger.check({ currency })],
    ['ledger.rebuild of a currency', 'currency', (currency) => open.ledger.rebuild({ currency })],
    ['ledger.verifyChain of a currency', 'currency', (currency) => open.ledger.verifyChain({ currency })],
    ['redemption.quote in a currency', 'currency', (currency) => redemption.quote(order(ids.member, { currency }))],

    ['ledger.trace', 'entryId', (entryId) => open.ledger.trace({ entryId })],
    ['ledger.reverse', 'entryId', (entryId) => open.ledger.reverse({ entryId, ...key() })],
    [
      'ledger.preview of a reversal',
      'entryId',
      (entryId) => open.ledger.preview({ type: 'reverse', entryId, ...key() }),
    ],
    ['ledger.capture', 'holdId', (holdId) => open.ledger.capture({ holdId, amount: '0.01', keepOpen: true, ...key() })],
    ['ledger.release', 'holdId', (holdId) => open.ledger.release({ holdId, amount: '0.01', ...key() })],
    ['members.award of a badge', 'badge', (badge) => open.members.award({ member: ids.member, badge })],
    ['members.revoke of a badge', 'badge', (badge) => open.members.revoke({ member: ids.member, badge })],
    ['redemption.get', 'redemption', (one) => redemption.get({ redemption: one })],
    ['redemption.capture', 'redemption', (one) => redemption.capture({ redemption: one })],
    ['redemption.release', 'redemption', (one) => redemption.release({ redemption: one })],
    ['reconciliation.getRun', 'run', (run) => reconciliation.getRun({ run })],
    ['reconciliation.cancel', 'run', (run) => reconciliation.cancel({ run })],
    [
      'reconciliation.listDiscrepancies of a run',
      'run',
      (run) => reconciliation.listDiscrepancies({ run, status: 'all' }),
    ],
    ['reconciliation.getDiscrepancy', 'discrepancy', (discrepancy) => reconciliation.getDiscrepancy({ discrepancy })],
    ['reconciliation.investigate', 'discrepancy', (one) => reconciliation.investigate(one, {}, ACTOR)],
    ['reconciliation.resolve', 'discrepancy', (one) => reconciliation.resolve(one, { action: 'rebuild' }, ACTOR)],
    ['reconciliation.reopen', 'discrepancy', (one) => reconciliation.reopen(one, {}, ACTOR)],
    ['reconciliation.adjust', 'discrepancy', (one) => reconciliation.adjust(one, { amount: '1', ...key() }, ACTOR)],
    [
      'reconciliation.resolveMany',
      'discrepancy',
      (one) => reconciliation.resolveMany({ action: 'rebuild', discrepancies: [one] }, ACTOR),
    ],
  ];

  /** What came of a call, without the id that was asked for, or what a clock or a key puts into it. */
  async function outcomeOf(call: (id: string) => Promise<unknown>, id: string): Promise<string> {
    const outcome = await call(id).catch((error: unknown) => {
      const { code, details } = error as { readonly code?: string; readonly details?: object };
      // A bug is no answer.
      if (code === undefined || details === undefined) throw error;
      return { code, details };
    });
    return JSON.stringify(outcome).replaceAll(JSON.stringify(id).slice(1, -1), '<id>');
  }

  it.each(METHODS)('L40 %s takes no other spelling for an id', async (_, kind, call) => {
    const id = ids[kind];
    const unknown = await outcomeOf(call, 'X'.repeat(Math.min(id.length, 20)));
    const told = [];
    for (const [how, spelling] of otherSpellings(id)) told.push([how, await outcomeOf(call, spelling.slice(-40))]);
    // An id that is too long after all is refused before it is looked for.
    const isTooLong = (answer: string) => answer.includes('"INVALID_INPUT"');
    expect(told.filter(([, answer]) => answer !== unknown && !isTooLong(answer ?? ''))).toEqual([]);
  });

  it('L40 tells orders apart by every byte of their id and their source', async () => {
    const { member } = ids;
    const take = async (orderId: string, source: string) => {
      const held = await redemption.hold(order(member, { orderId, source }));
      expect(held).toMatchObject({ orderId, source, replayed: false });
      return held.id;
    };
    const made = new Map([['Order-e', await take('Order-e', 'Web-e')]]);
    for (const [, spelling] of otherSpellings('Order-e')) made.set(spelling, await take(spelling, 'Web-e'));
    for (const [, spelling] of otherSpellings('Web-e')) await take('Order-e', spelling);
    for (const [orderId, id] of made) {
      expect((await redemption.get({ orderId, source: 'Web-e' }))?.id).toBe(id);
      const { rows } = await redemption.list({ orderId });
      expect([...new Set(rows.map((row) => row.orderId))]).toEqual([orderId]);
    }
    expect(await redemption.get({ orderId: 'order-e', source: 'Web-e' })).toBeNull();
  });

  it('L40 posts once for each byte of a key, a source and an event, and takes none for a duplicate', async () => {
    const member = await open.member();
    const grant = { member, currency: 'credits', amount: '1', rule: 'welcome' };
    const spellings = (text: string) => [text, ...otherSpellings(text).map(([, spelling]) => spelling)];
    for (const idempotencyKey of spellings('ch_3AbC-e')) {
      expect((await open.ledger.grant({ ...grant, idempotencyKey, source: 'stripe-e' })).replayed).toBe(false);
    }
    for (const source of spellings('stripe-e').slice(1)) {
      expect((await open.ledger.grant({ ...grant, idempotencyKey: 'ch_3AbC-e', source })).replayed).toBe(false);
    }
    for (const eventId of spellings('ch_3AbC-e')) {
      await open.ledger.grant({ ...grant, idempotencyKey: open.key(), eventId });
    }
    for (const rule of spellings('Event-e')) {
      await open.ledger.grant({ ...grant, idempotencyKey: open.key(), eventId: 'one event', rule });
    }
    const run = await reconciliation.run({ type: 'user_specific', member });
    expect(run).toMatchObject({ status: 'completed', discrepanciesFound: 0 });

    await open.ledger.grant({ ...grant, idempotencyKey: open.key(), eventId: 'ch_3AbC-e' });
    await reconciliation.run({ type: 'user_specific', member });
    expect((await reconciliation.listDiscrepancies({ member })).rows).toMatchObject([
      { kind: 'duplicate_transaction' },
    ]);
  });

  it('L40 makes a member for each byte of an outside id and of a site user', async () => {
    const made = new Set<string>();
    const spellings = ['Customer-e', ...otherSpellings('Customer-e').map(([, spelling]) => spelling)];
    for (const id of spellings) made.add((await open.members.ensure({ externalId: id })).documentId);
    expect(made.size).toBe(spellings.length);
    for (const id of spellings) {
      expect(await open.members.ensure({ externalId: id })).toMatchObject({ externalId: id });
    }
    // A site user's id has one case: what Strapi made is found, and nothing else is taken for it.
    await open.members.ensure({ siteUser: 'user-e' });
    for (const [, siteUser] of otherSpellings('user-e')) {
      await expect(open.members.ensure({ siteUser })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('L40 knows tasks by their exact names', async () => {
    for (const [, spelling] of otherSpellings('reconcile')) {
      await expect(tasks.history({ task: spelling })).rejects.toMatchObject({ code: 'TASK_NOT_FOUND' });
      await expect(tasks.run(spelling)).rejects.toMatchObject({ code: 'TASK_NOT_FOUND' });
    }
  });
});
