import {
  endpointUrl,
  type EconomyDto,
  type EntryDetailDto,
  type ExpiringLotsDto,
  HEALTH_LASTS,
  type HttpErrorDto,
  type LedgerHealthDto,
  type LedgerListDto,
  type OverviewDto,
  type PostingPreviewDto,
  type PostingResult,
  type RebuildDto,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

describeOnEveryEngine('beside the list, the pages of the ledger', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(
      ['view-ledger', 'rebuild-projections', 'reverse-entries', 'release-holds'].map((one) => `plugin::rewards.${one}`),
    );
  });
  afterAll(() => open.close());

  const get = <T>(path: string) => open.app.request<T>(path, { token });
  const post = <T>(path: string, body: object = {}) => open.app.request<T>(path, { token, body });
  const detailOf = async (entryId: string) =>
    (await get<EntryDetailDto>(endpointUrl('getLedgerEntry', { entryId }))).body;
  const relations = ({ related }: EntryDetailDto) => related.map(({ relation, id }) => [relation, id]);

  describe('the detail of a row', () => {
    let member: string;
    let currency: string;
    const grant = async (amount: string, expiresAt?: string) =>
      (await open.ledger.grant({ member, currency, amount, expiresAt, idempotencyKey: open.key() })).entry;

    beforeEach(async () => {
      currency = await open.currency({ scale: 2, name: 'Credit' });
      ({ documentId: member } = await open.members.ensure({ externalId: open.key(), name: 'Ada', handle: 'ada' }));
    });

    it('tells a grant, its lot and what was spent of it', async () => {
      const entry = await grant('100', open.clock.iso(DAY));
      const spent = await open.ledger.deduct({ member, currency, amount: '30', idempotencyKey: open.key() });
      expect(await detailOf(entry.id)).toEqual({
        entry,
        status: null,
        member: { id: member, name: 'Ada', handle: 'ada' },
        currency: { code: currency, name: 'Credit', scale: 2 },
        lots: [
          {
            lotId: entry.id,
            holdId: null,
            amount: '100.00',
            held: '0.00',
            earnedAt: entry.effectiveAt,
            expiresAt: open.clock.iso(DAY),
          },
        ],
        moreLots: false,
        hold: null,
        related: [
          {
            relation: 'same-lot',
            id: spent.entry.id,
            type: 'deduct',
            amount: '-30.00',
            held: '0.00',
            postedAt: spent.entry.postedAt,
          },
        ],
        moreRelated: false,
        reversal: { reversed: '0.00', left: '100.00' },
        reversible: true,
      });
    });

    it('L37 tells what was reversed of it, part by part, and so do the lists', async () => {
      const entry = await grant('10');
      const path = endpointUrl('reverseEntry', { entryId: entry.id });
      const part = { amount: '2.5', reason: 'A part was returned', idempotencyKey: open.key() };
      const { body: seen } = await get<PostingPreviewDto>(`${path}?amount=2.5`);
      expect(seen).toMatchObject({ before: { balance: '10.00' }, after: { balance: '7.50', lifetimeEarned: '7.50' } });
      expect((await post<PostingResult>(path, part)).body.entry).toMatchObject({ amount: '-2.50', earned: '-2.50' });
      expect((await post<PostingResult>(path, part)).body.replayed).toBe(true);
      const statusOf = async () => {
        const query = `?member=${member}&currency=${currency}&segment=grants`;
        const { body } = await get<LedgerListDto>(`${endpointUrl('listLedgerEntries')}${query}`);
        return body.rows.map(({ id, status }) => [id, status]);
      };
      expect(await detailOf(entry.id)).toMatchObject({
        ...{ status: 'partly-reversed', reversal: { reversed: '2.50', left: '7.50' }, reversible: true },
      });
      expect(await statusOf()).toEqual([[entry.id, 'partly-reversed']]);
      const { body: tooMuch } = await get<HttpErrorDto>(`${path}?amount=7.51`);
      expect(tooMuch.error.details).toMatchObject({ code: 'EXCEEDS_ENTRY', left: '7.50', requested: '7.51' });
      const rest = await post<PostingResult>(path, { reason: 'And then the rest', idempotencyKey: open.key() });
      expect(await detailOf(entry.id)).toMatchObject({
        ...{ status: 'reversed', reversal: { reversed: '10.00', left: '0.00' }, reversible: false },
      });
      expect(relations(await detailOf(entry.id)).filter(([relation]) => relation === 'reversed-by')).toHaveLength(2);
      expect(await statusOf()).toEqual([[entry.id, 'reversed']]);
      expect(await detailOf(rest.body.entry.id)).toMatchObject({ status: null, reversal: null, reversible: false });
    });

    it('tells a spend over several lots, and its reversal', async () => {
      const [first, second] = [await grant('10'), await grant('10')];
      const { entry } = await open.ledger.deduct({ member, currency, amount: '15', idempotencyKey: open.key() });
      const before = await detailOf(entry.id);
      expect(before.lots.map(({ lotId, amount }) => [lotId, amount])).toEqual([
        [first.id, '-10.00'],
        [second.id, '-5.00'],
      ]);
      expect(before.reversible).toBe(true);
      const back = await open.ledger.reverse({ entryId: entry.id, idempotencyKey: open.key() });
      const after = await detailOf(entry.id);
      expect(after.reversible).toBe(false);
      expect(relations(after)).toEqual([
        ['same-lot', first.id],
        ['same-lot', second.id],
        ['reversed-by', back.entry.id],
      ]);
      expect(relations(await detailOf(back.entry.id))).toContainEqual(['reverses', entry.id]);
      expect((await detailOf(back.entry.id)).reversible).toBe(false);
    });

    it('tells a hold, what was captured of it and what was released along with that', async () => {
      const lot = await grant('50');
      const { entry } = await open.ledger.reserve({
        member,
        currency,
        amount: '20',
        timeoutMs: DAY,
        idempotencyKey: open.key(),
      });
      expect(await detailOf(entry.id)).toMatchObject({
        status: 'held',
        reversible: false,
        hold: { id: entry.id, amount: '20.00', remaining: '20.00', status: 'open', expiresAt: open.clock.iso(DAY) },
        lots: [{ lotId: lot.id, holdId: entry.id, amount: '0.00', held: '20.00' }],
      });
      const captured = await open.ledger.capture({ holdId: entry.id, amount: '15', idempotencyKey: open.key() });
      const released = captured.caused[0]!;
      const detail = await detailOf(entry.id);
      expect(detail).toMatchObject({
        status: 'captured',
        hold: { captured: '15.00', released: '5.00', remaining: '0.00', status: 'captured' },
      });
      expect(relations(detail)).toEqual([
        ['same-lot', lot.id],
        ['same-hold', captured.entry.id],
        ['same-hold', released.id],
      ]);
      expect(relations(await detailOf(captured.entry.id))).toContainEqual(['caused', released.id]);
      expect(relations(await detailOf(released.id))).toContainEqual(['caused-by', captured.entry.id]);
      expect((await detailOf(released.id)).status).toBeNull();
    });

    it('tells what pays off what a reversal fell short of', async () => {
      currency = await open.currency({ scale: 2, reversalPolicy: 'arrears' });
      const given = await grant('10');
      await open.ledger.deduct({ member, currency, amount: '10', idempotencyKey: open.key() });
      const reversal = await open.ledger.reverse({ entryId: given.id, idempotencyKey: open.key() });
      await grant('25');
      const detail = await detailOf(reversal.entry.id);
      const settling = detail.related.find(({ relation }) => relation === 'settled-by');
      expect(settling).toMatchObject({ type: 'reversal', amount: '-10.00' });
      expect(relations(await detailOf(settling!.id))).toContainEqual(['settles', reversal.entry.id]);
    });

    it('has a bounded length, and says when there is more', async () => {
      const entry = await grant('100');
      await open.ledger.postMany(
        Array.from({ length: 60 }, () => {
          return { type: 'deduct' as const, member, currency, amount: '1', idempotencyKey: open.key() };
        }),
      );
      const detail = await detailOf(entry.id);
      expect(detail.related).toHaveLength(50);
      expect(detail.moreRelated).toBe(true);
      const sequence = detail.related.map(({ id }) => id);
      expect(sequence).toEqual(sequence.toSorted());
      const many = await open.currency();
      await open.ledger.postMany(
        Array.from({ length: 110 }, () => {
          return { type: 'grant' as const, member, currency: many, amount: '1', idempotencyKey: open.key() };
        }),
      );
      const wide = await open.ledger.deduct({ member, currency: many, amount: '110', idempotencyKey: open.key() });
      expect(await detailOf(wide.entry.id)).toMatchObject({ lots: { length: 100 }, moreLots: true, moreRelated: true });
    });

    it('is not told of a row that is not there', async () => {
      const { id } = await grant('1');
      for (const entryId of ['01AAAAAAAAAAAAAAAAAAAAAAAA', id.toLowerCase(), "' OR 1=1", 'x']) {
        const { status, body } = await get<HttpErrorDto>(endpointUrl('getLedgerEntry', { entryId }));
        expect(status).toBe(404);
        expect(body.error.details).toEqual({ code: 'ENTRY_NOT_FOUND', entryId });
      }
      const tooLong = await get<HttpErrorDto>(endpointUrl('getLedgerEntry', { entryId: 'X'.repeat(27) }));
      expect(tooLong.status).toBe(400);
      expect(tooLong.body.error.details).toMatchObject({ code: 'INVALID_INPUT', field: 'entryId' });
    });

    it("can be corrected: previewed, reversed once under the administrator's name, a hold released", async () => {
      const entry = await grant('10');
      const path = endpointUrl('reverseEntry', { entryId: entry.id });
      const preview = await get<PostingPreviewDto>(path);
      expect(preview.body).toMatchObject({ before: { balance: '10.00' }, after: { balance: '0.00' } });
      expect((await detailOf(entry.id)).reversible).toBe(true);
      const why = { reason: 'Posted twice', idempotencyKey: open.key() };
      const reversed = await post<PostingResult>(path, why);
      expect(reversed.status).toBe(200);
      expect(reversed.body.entry).toMatchObject({ type: 'reversal', reversesId: entry.id, reason: 'Posted twice' });
      expect(reversed.body.entry.actor).toMatchObject({
        id: expect.stringMatching(/^admin:\d+$/) as string,
        name: expect.stringContaining('Ada Admin') as string,
      });
      expect((await post<PostingResult>(path, why)).body).toMatchObject({ replayed: true });
      const again = await post<HttpErrorDto>(path, { ...why, idempotencyKey: open.key() });
      expect([again.status, again.body.error.details.code]).toEqual([409, 'ALREADY_REVERSED']);
      const short = await post<HttpErrorDto>(path, { reason: '  short  ', idempotencyKey: open.key() });
      expect([short.status, short.body.error.details.field]).toEqual([400, 'reason']);

      await grant('10');
      const hold = await open.ledger.reserve({ member, currency, amount: '4', idempotencyKey: open.key() });
      const release = endpointUrl('releaseHold', { holdId: hold.entry.id });
      const released = await post<PostingResult>(release, { reason: 'Order fell through', idempotencyKey: open.key() });
      expect(released.body.entry).toMatchObject({ type: 'release', held: '-4.00', holdId: hold.entry.id });
      const late = await post<HttpErrorDto>(release, { reason: 'Order fell through', idempotencyKey: open.key() });
      expect([late.status, late.body.error.details.code]).toEqual([409, 'ALREADY_RELEASED']);
    });
  });

  describe('the economy', () => {
    it('is told currency by currency, to the last digit, of the last 30 days', async () => {
      const currency = await open.currency({ scale: 2, name: 'Gold' });
      const [ada, bob, cy] = [await open.member(), await open.member(), await open.member()];
      const { ledger, clock, key } = open;
      const on = (member: string, amount: string) => ({ member, currency, amount, idempotencyKey: key() });
      // Long ago: in circulation, not issued lately.
      const old = await ledger.grant(on(ada, '1000.00'));
      await ledger.grant({ ...on(bob, '5.00'), expiresAt: clock.iso(2 * DAY) });
      clock.advance(31 * DAY);
      await ledger.grant(on(ada, '90071992540000.00'));
      await ledger.adjust({ ...on(ada, '7.00'), reason: 'A gift of ours', actor: { id: 'admin:1' } });
      await ledger.adjust({ ...on(ada, '-2.00'), reason: 'Too much of it', actor: { id: 'admin:1' } });
      const wrong = await ledger.grant(on(bob, '50.00'));
      await ledger.reverse({ entryId: wrong.entry.id, idempotencyKey: key() });
      const spend = await ledger.deduct(on(ada, '20.00'));
      await ledger.deduct(on(ada, '3.50'));
      await ledger.reverse({ entryId: spend.entry.id, idempotencyKey: key() });
      await ledger.reserve(on(ada, '11.00'));
      await ledger.reverse({ entryId: old.entry.id, idempotencyKey: key() });
      await ledger.grant(on(cy, '90071992540000.00'));
      await ledger.expireDue();

      const { body } = await get<EconomyDto>(endpointUrl('getEconomy'));
      expect(body.asOf).toBe(clock.iso());
      expect(body.currencies.find(({ code }) => code === currency)).toEqual({
        code: currency,
        name: 'Gold',
        scale: 2,
        // Twice 90071992540000, and Ada's 7 − 2 − 3.50; her old thousand was taken back.
        inCirculation: '180143985080001.50',
        held: '11.00',
        holders: 2,
        // Twice 90071992540000, and 7 + 50 − 50 − 1000.
        issued: '180143985079007.00',
        redeemed: '3.50',
        expired: '5.00',
      });
      const empty = await open.currency({ scale: 1 });
      const later = await get<EconomyDto>(endpointUrl('getEconomy'));
      expect(later.body.currencies.find(({ code }) => code === empty)).toMatchObject({
        inCirculation: '0.0',
        holders: 0,
        issued: '0.0',
      });
    });

    it('is told day by day in UTC, beside what wants attention and the newest rows', async () => {
      const { ledger, clock, key } = open;
      await ledger.expireDue();
      const currency = await open.currency();
      const member = await open.member();
      const before = (await get<OverviewDto>(endpointUrl('getOverview'))).body;
      const on = (amount: string) => ({ member, currency, amount, idempotencyKey: key() });
      // To the last instant of a day, then a day and an instant on.
      const midnight = Math.ceil((clock.now() + 1) / DAY) * DAY;
      clock.set(midnight - 1);
      await ledger.grant({ ...on('10'), expiresAt: clock.iso(3 * HOUR) });
      await ledger.grant({ ...on('70'), expiresAt: clock.iso(10 * DAY) });
      clock.set(midnight);
      await ledger.grant(on('100'));
      await ledger.deduct({ ...on('15') });
      await ledger.reserve({ ...on('5'), timeoutMs: HOUR });
      clock.advance(4 * HOUR);
      const { body } = await get<OverviewDto>(endpointUrl('getOverview'));
      const days = body.series.find((one) => one.currency === currency)!.days;
      expect(days).toHaveLength(30);
      const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
      expect(days.slice(-2)).toEqual([
        { day: day(midnight - 1), issued: '80', spent: '0', expired: '0' },
        { day: day(midnight), issued: '100', spent: '15', expired: '0' },
      ]);
      expect(days[0]).toEqual({ day: day(midnight - 29 * DAY), issued: '0', spent: '0', expired: '0' });
      expect(body.attention).toEqual({
        // Ten were spent of the first lot, which has nothing free; the other one has 60 left.
        lotsExpiringSoon: before.attention.lotsExpiringSoon + 1,
        lotsOverdue: before.attention.lotsOverdue,
        holdsOverdue: before.attention.holdsOverdue + 1,
      });
      expect(body.latest).toHaveLength(8);
      expect(body.latest[0]).toMatchObject({ type: 'reserve', currency: { code: currency } });
      expect(body.economy.currencies.map(({ code }) => code)).toContain(currency);
    });
  });

  describe('the lots that expire', () => {
    it('are told soonest first, overdue ones with them, without what is held', async () => {
      const { ledger, clock, key } = open;
      const currency = await open.currency({ scale: 1, spendOrder: 'soonest-expiry' });
      const { documentId: member } = await open.members.ensure({ externalId: key(), name: 'Lot Holder' });
      const lot = async (amount: string, expiresIn: number | null) => {
        const expiresAt = expiresIn === null ? null : clock.iso(expiresIn);
        return (await ledger.grant({ member, currency, amount, expiresAt, idempotencyKey: key() })).entry.id;
      };
      const soon = await lot('10', HOUR);
      await ledger.reserve({ member, currency, amount: '4', idempotencyKey: key() });
      const later = await lot('20', 5 * DAY);
      const next = await lot('30', 2 * DAY);
      const all = await lot('5', 1);
      await lot('1', null);
      await ledger.deduct({ member, currency, amount: '5', idempotencyKey: key() });
      clock.advance(DAY + HOUR);
      const path = `${endpointUrl('listExpiringLots')}?currency=${currency}`;
      const { body } = await get<ExpiringLotsDto>(path);
      const about = { member: { id: member, name: 'Lot Holder', handle: null }, currency: { code: currency } };
      expect(body).toMatchObject({ page: 1, pageSize: 25, total: 3 });
      expect(body.rows).toMatchObject([
        { lotId: soon, remaining: '6.0', daysLeft: -1, overdue: true, ...about },
        { lotId: next, remaining: '30.0', daysLeft: 0, overdue: false, ...about },
        { lotId: later, remaining: '20.0', daysLeft: 3, overdue: false, ...about },
      ]);
      expect(body.rows.map(({ lotId }) => lotId)).not.toContain(all);
      const second = await get<ExpiringLotsDto>(`${path}&page=2&pageSize=2`);
      expect(second.body).toMatchObject({ rows: [{ lotId: later }], total: 3 });
      expect((await get<ExpiringLotsDto>(`${path}&page=9`)).body).toMatchObject({ rows: [], total: 3 });
      const everywhere = await get<ExpiringLotsDto>(`${endpointUrl('listExpiringLots')}?pageSize=100`);
      expect(everywhere.body.rows.map(({ lotId }) => lotId)).toEqual(expect.arrayContaining([soon, next, later]));
    });

    it.each([
      ['currency=', 400, 'INVALID_INPUT'],
      ['page=0', 400, 'INVALID_INPUT'],
      ['sort=lot:ASC', 400, 'INVALID_INPUT'],
      ['currency=no-such', 404, 'UNKNOWN_CURRENCY'],
    ])('are not told for ?%s', async (query, status, code) => {
      const answer = await get<HttpErrorDto>(`${endpointUrl('listExpiringLots')}?${query}`);
      expect([answer.status, answer.body.error.details.code]).toEqual([status, code]);
    });
  });

  describe('the health of the projections', () => {
    const health = async () => (await get<LedgerHealthDto>(endpointUrl('getLedgerHealth'))).body;
    const check = async () => (await post<LedgerHealthDto>(endpointUrl('checkLedger'))).body;

    it('is kept for a while, found anew on demand, and restored by a rebuild', async () => {
      const currency = await open.currency({ scale: 2 });
      const members = [await open.member(), await open.member()];
      for (const member of members) {
        await open.ledger.grant({ member, currency, amount: '10', idempotencyKey: open.key() });
      }
      const sound = await check();
      expect(sound).toMatchObject({ checkedAt: open.clock.iso(), accountsDrifted: 0, findings: [] });
      expect(sound.accountsChecked).toBeGreaterThanOrEqual(2);
      expect(sound.tookMs).toBeGreaterThanOrEqual(0);

      await open.knex('rewards_accounts').where({ currency }).update({ balance: 999 });
      open.clock.advance(HEALTH_LASTS - 1);
      expect(await health()).toEqual(sound);
      open.clock.advance(1);
      const drifted = await health();
      expect(drifted).toMatchObject({ checkedAt: open.clock.iso(), accountsDrifted: 2 });
      expect(drifted.findings).toContainEqual({
        kind: 'balance',
        accountId: expect.any(String) as string,
        member: members[0],
        currency,
        subject: null,
        expected: '10.00',
        actual: '9.99',
      });
      expect(await check()).toMatchObject({ accountsDrifted: 2 });

      const rebuilt = await post<RebuildDto>(endpointUrl('rebuildProjections'));
      expect(rebuilt.body).toMatchObject({ accountsRebuilt: 2, health: { accountsDrifted: 0, findings: [] } });
      expect(await health()).toEqual(rebuilt.body.health);
      expect((await post<RebuildDto>(endpointUrl('rebuildProjections'))).body).toMatchObject({ accountsRebuilt: 0 });
    });

    it('is found once for many who ask at once', async () => {
      open.clock.advance(HEALTH_LASTS);
      const answers = await Promise.all(Array.from({ length: 5 }, health));
      expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    });
  });
});
