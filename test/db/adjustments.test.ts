import type { AdjustmentsService, PostAdjustmentInput } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { documents } from './content';

describeOnEveryEngine('a manual adjustment', (engine) => {
  let open: OpenLedger;
  let adjustments: AdjustmentsService;
  let currency: string;

  const input = async (given: Partial<PostAdjustmentInput> = {}): Promise<PostAdjustmentInput> => ({
    member: given.member ?? (await open.member()),
    currency,
    amount: '500',
    reason: 'Goodwill after an outage',
    actor: { id: 'admin:7', name: 'Ada Admin' },
    idempotencyKey: open.key(),
    ...given,
  });
  const recordsOf = (member: string) => documents(open, 'adjustment').findMany({ filters: { member } });
  const balanceOf = async (member: string) => (await open.ledger.balance({ member, currency })).balance;
  const codeOf = (action: Promise<unknown>) =>
    action.then(
      () => 'not refused',
      (error: unknown) => (error as { code?: string }).code,
    );

  beforeAll(async () => {
    open = await openLedger(engine);
    adjustments = open.strapi.plugin('rewards').service<AdjustmentsService>('adjustments');
    currency = await open.currency({ scale: 2 });
  });
  afterAll(() => open.close());

  it('B19 posts a row with the administrator and the reason, and records it', async () => {
    const asked = await input({ kind: 'correction', discrepancy: 'run-1-3' });
    const { entry, replayed } = await adjustments.post(asked);
    expect(replayed).toBe(false);
    expect(entry).toMatchObject({
      type: 'adjustment',
      amount: '500.00',
      reason: asked.reason,
      actor: { id: 'admin:7', name: 'Ada Admin' },
    });
    expect(await recordsOf(asked.member)).toMatchObject([
      {
        kind: 'correction',
        member: asked.member,
        currency,
        amount: '500.00',
        entryId: entry.id,
        reason: asked.reason,
        administratorId: '7',
        administratorName: 'Ada Admin',
        discrepancy: 'run-1-3',
      },
    ]);
  });

  it('B19 posts once and records once, however often the button is clicked', async () => {
    const asked = await input();
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjustments.post(asked)));
    expect(new Set(answers.map(({ entry }) => entry.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await recordsOf(asked.member)).toHaveLength(1);
    expect(await balanceOf(asked.member)).toBe('500.00');
  });

  it('B19 above what is available is refused and leaves no record', async () => {
    const { member } = await input();
    await adjustments.post(await input({ member, amount: '10' }));
    expect(await codeOf(adjustments.post(await input({ member, amount: '-10.01' })))).toBe('INSUFFICIENT_FUNDS');
    expect(await recordsOf(member)).toHaveLength(1);
    await adjustments.post(await input({ member, amount: '-10.00' }));
    expect((await recordsOf(member)).map(({ amount }) => amount)).toEqual(['10.00', '-10.00']);
  });

  it.each<[string, Partial<PostAdjustmentInput>, string]>([
    ['a reason that is too short', { reason: 'Because' }, 'INVALID_INPUT'],
    ['a number for an amount', { amount: 500 as never }, 'INVALID_AMOUNT'],
    ['nothing', { amount: '0' }, 'ZERO_AMOUNT'],
    ['an unknown currency', { currency: 'nothing' }, 'UNKNOWN_CURRENCY'],
    ['an unknown member', { member: 'nobody' }, 'MEMBER_NOT_FOUND'],
    ['no administrator', { actor: { id: '' } }, 'INVALID_INPUT'],
    ['an unknown kind', { kind: 'gift' as never }, 'INVALID_INPUT'],
  ])('B18 refuses %s', async (_, wrong, code) => {
    expect(await codeOf(adjustments.post(await input(wrong)))).toBe(code);
  });

  it('is undone with the transaction that it was posted in, row and record', async () => {
    const asked = await input();
    const undone = open.strapi.db.transaction(async () => {
      await adjustments.post(asked);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await recordsOf(asked.member)).toEqual([]);
    expect(await balanceOf(asked.member)).toBe('0.00');
    // The key was never used.
    expect((await adjustments.post(asked)).replayed).toBe(false);
  });

  it('leaves no row behind when its record cannot be written', async () => {
    const asked = await input();
    const { member } = asked;
    await open.knex.schema.alterTable('rewards_adjustments', (table) => table.renameColumn('reason', 'because'));
    try {
      await expect(adjustments.post(asked)).rejects.toThrow(/reason/);
    } finally {
      await open.knex.schema.alterTable('rewards_adjustments', (table) => table.renameColumn('because', 'reason'));
    }
    expect(await balanceOf(member)).toBe('0.00');
    expect((await adjustments.post(asked)).replayed).toBe(false);
  });

  it('has a record that nobody writes, changes or deletes', async () => {
    const { member } = await input();
    await adjustments.post(await input({ member }));
    const [record] = await recordsOf(member);
    const { id: _, documentId, ...data } = record!;
    const ways = [
      () => documents(open, 'adjustment').create({ data }),
      () => documents(open, 'adjustment').update({ documentId, data: { reason: 'Another reason' } }),
      () => documents(open, 'adjustment').delete({ documentId }),
      () => open.strapi.db.query('plugin::rewards.adjustment').deleteMany({}),
    ];
    for (const way of ways) await expect(way()).rejects.toMatchObject({ details: { code: 'ENGINE_OWNED' } });
    expect(await recordsOf(member)).toEqual([record]);
  });
});
