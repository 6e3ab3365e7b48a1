/** F1 to F3: recording affiliate events, over a real database. */
import type { AffiliateEventInput, AffiliateEventDto } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from './affiliate-club';

describeOnEveryEngine('recording affiliate events', (engine) => {
  let open: AffiliateClub;
  let member: string;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
    await open.affiliates.saveSystem({ ...SYSTEM, code: 'other', name: 'Other', types: ['registration'] });
    await open.link('spring', { pid: 'p-7', stag: 's-9' });
    await open.link('spring', { pid: 'q-1' }, 'other');
    member = await open.member();
    await open.affiliates.switchSystem({ system: 'other', on: false, actor: { id: 'host:test' } });
  });
  afterAll(() => open.close());
  beforeEach(() => open.clock.advance(1_000));

  const refused = (code: string, details: object = {}) =>
    expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as unknown;
  const record = async (more: Partial<AffiliateEventInput> = {}): Promise<AffiliateEventDto> =>
    (await open.affiliates.record(open.event(more))).event;

  it('F1 stores an event with its link, partner, subject and payload, to be sent', async () => {
    const given = { link: 'spring', pid: 'own', kind: 'postback', member, userId: 'u1', clickId: 'c1' };
    const event = await record({ ...given, payload: { amount: '12.50', currency: 'eur' } });
    expect(event).toMatchObject({
      ...{ status: 'pending', type: 'deposit', kind: 'postback', pid: 'own', subject: member, member, userId: 'u1' },
      ...{ clickId: 'c1', amount: '12.50', currency: 'EUR', sentAt: null, error: null, attempts: 0 },
      system: { code: 'tracker', name: 'Tracker' },
      link: { externalId: 'spring', affiliate: 'north', pid: 'p-7', stag: 's-9' },
    });
    expect(event.createdAt).toBe(new Date(open.clock.now()).toISOString());
    expect(await open.affiliates.get(event.id)).toEqual(event);
  });

  it('F1 stores it once, and answers the same again', async () => {
    const input = open.event({ payload: { amount: '1' } });
    const first = await open.affiliates.record(input);
    open.clock.advance(1_000);
    expect(await open.affiliates.record(input)).toEqual({ event: first.event, replayed: true });
    const same = { ...input, payload: ' { "amount" : "1" } ' };
    expect(await open.affiliates.record(same)).toEqual({ event: first.event, replayed: true });
  });

  it('F1 has one id for each system, whose case and blanks count', async () => {
    const input = open.event();
    const { event } = await open.affiliates.record(input);
    for (const other of [
      { ...input, system: 'other' },
      { ...input, externalId: input.externalId.toUpperCase() },
      { ...input, externalId: `${input.externalId} ` },
    ]) {
      const { event: made, replayed } = await open.affiliates.record(other);
      expect([made.id === event.id, replayed]).toEqual([false, false]);
    }
  });

  it.each<[string, Partial<AffiliateEventInput>]>([
    ['type', { type: 'ggr' }],
    ['pid', { pid: 'another' }],
    ['payload', { payload: { amount: '2' } }],
    ['payload', { payload: '{"amount":1.0000000000000000001}' }],
    ['requestBody', { requestBody: 'amount=1' }],
    ['member', { member: undefined }],
  ])('F1 refuses another event under the same id: %s', async (field, change) => {
    const input = open.event({ payload: { amount: 1 }, subject: 's', member });
    await open.affiliates.record(input);
    const { [field as 'type']: _, ...rest } = { ...input, ...change };
    const changed = Object.values(change)[0] === undefined ? rest : { ...input, ...change };
    await expect(open.affiliates.record(changed as AffiliateEventInput)).rejects.toEqual(
      refused('EVENT_CONFLICT', { field, externalId: input.externalId }),
    );
  });

  it('F1 stores nothing of what the caller takes back, and all of what the caller commits', async () => {
    const [lost, kept] = [open.event(), open.event()];
    const run = (input: AffiliateEventInput, fails: boolean) =>
      open.strapi.db.transaction(async () => {
        const { event } = await open.affiliates.record(input);
        if (fails) throw new Error('taken back');
        return event;
      });
    await expect(run(lost, true)).rejects.toThrow('taken back');
    const event = await run(kept, false);
    expect(await open.affiliates.get(event.id)).toEqual(event);
    expect((await open.affiliates.record(lost)).replayed).toBe(false);
    expect((await open.affiliates.record(kept)).replayed).toBe(true);
  });

  it('F1 stores what is recorded by several at once a single time', async () => {
    const input = open.event({ payload: { amount: '3' }, link: 'spring' });
    const results = await Promise.all(Array.from({ length: 6 }, () => open.affiliates.record(input)));
    expect(new Set(results.map(({ event }) => event.id)).size).toBe(1);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('F1 names the ledger row that caused it, and refuses one that there is not', async () => {
    await open.currency({ code: 'coins', scale: 2 });
    const { entry } = await open.ledger.grant({
      ...{ member, currency: 'coins', amount: '5', idempotencyKey: open.key() },
    });
    expect(await record({ causeEntry: entry.id })).toMatchObject({ causeEntry: entry.id });
    await expect(record({ causeEntry: 'NOSUCHROW' })).rejects.toEqual(refused('ENTRY_NOT_FOUND'));
  });

  it.each<[string, Partial<AffiliateEventInput>, object]>([
    ['SYSTEM_NOT_FOUND', { system: 'nowhere' }, { system: 'nowhere' }],
    ['LINK_NOT_FOUND', { link: 'autumn' }, { link: 'autumn', system: 'tracker' }],
    ['LINK_NOT_FOUND', { link: 'Spring' }, { link: 'Spring' }],
    ['MEMBER_NOT_FOUND', { member: 'nobody' }, { member: 'nobody' }],
    ['INVALID_INPUT', { type: '' }, { field: 'type' }],
    ['INVALID_INPUT', { externalId: 'x'.repeat(201) }, { field: 'externalId' }],
    ['INVALID_INPUT', { payload: '[1]' }, { field: 'payload' }],
    ['INVALID_INPUT', { payload: '{' }, { field: 'payload' }],
    ['INVALID_INPUT', { payload: { deep: { amount: 0.1 + 0.2 } } }, { field: 'payload.deep.amount' }],
    ['INVALID_INPUT', { payload: { note: 'a\0b' } }, { field: 'payload.note' }],
    ['INVALID_INPUT', { nonsense: 1 } as object, { field: 'nonsense' }],
  ])('F1 refuses with %s: %j', async (code, change, details) => {
    await expect(record(change)).rejects.toEqual(refused(code, details));
  });

  it('F2 keeps what the system does not want, says why, and never sends it', async () => {
    const event = await record({ system: 'other', type: 'ggr' });
    expect(event).toMatchObject({
      ...{ status: 'not_qualified', nextAttemptAt: null },
      error: 'Other takes no events of type "ggr".',
    });
    expect(await open.knex('rewards_affiliate_acts').where({ event: event.id }).select('act', 'reason')).toEqual([
      { act: 'not_qualified', reason: 'Other takes no events of type "ggr".' },
    ]);
  });

  it('F3 keeps every digit of an amount', async () => {
    const payload = '{"value": 123456789012345678901234567890.000000001, "currency": "usd"}';
    expect(await record({ payload })).toMatchObject({
      ...{ amount: '123456789012345678901234567890.000000001', currency: 'USD' },
    });
  });

  it('F1 gives each of many an outcome of its own', async () => {
    const [good, again] = [open.event({ link: 'spring' }), open.event()];
    await open.affiliates.record(again);
    const bad = [open.event({ system: 'nowhere' }), { ...open.event(), type: 7 } as unknown as AffiliateEventInput];
    const outcomes = await open.affiliates.recordMany([good, ...bad, again, good]);
    expect(outcomes.map((one) => (one.ok ? one.replayed : one.error.code))).toEqual([
      ...[false, 'SYSTEM_NOT_FOUND', 'INVALID_INPUT', true, true],
    ]);
    await expect(open.affiliates.recordMany(Array.from({ length: 1_001 }, () => good))).rejects.toEqual(
      refused('TOO_MANY', { field: 'events', limit: '1000' }),
    );
  });

  it('keeps with an event the link as it was', async () => {
    await open.link('changing', { pid: 'before' });
    const event = await record({ link: 'changing' });
    const uid = 'plugin::rewards.affiliate-link' as never;
    await open.strapi.documents(uid).update({
      documentId: event.link!.id,
      data: { payload: { pid: 'after' } } as never,
    });
    expect((await record({ link: 'changing' })).link).toMatchObject({ pid: 'after' });
    expect((await open.affiliates.get(event.id))?.link).toMatchObject({ pid: 'before' });
  });

  it.each(['events', 'acts', 'link_versions'])('L34 lets nobody change or delete rows of %s', async (name) => {
    await record({ link: 'spring' });
    const table = `rewards_affiliate_${name}`;
    await expect(open.knex(table).update({ id: open.knex.ref('id') })).rejects.toThrow('append-only');
    await expect(open.knex(table).delete()).rejects.toThrow('append-only');
  });
});
