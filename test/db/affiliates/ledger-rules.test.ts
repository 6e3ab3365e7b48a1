/** C13, F14: affiliate events that follow from rows of the ledger, and from their reversal. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { AffiliateEventDto, AffiliateSystemInput } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { type Network, startNetwork } from '../../support/network';
import { type AffiliateClub, openAffiliateClub } from './affiliate-club';

describeOnEveryEngine('affiliate events of the ledger', (engine) => {
  let open: AffiliateClub;
  let network: Network;
  let member: string;
  let coins: string;

  beforeAll(async () => {
    network = await startNetwork();
    open = await openAffiliateClub(engine, { env: { REWARDS_AFFILIATES: JSON.stringify({ allowLoopback: true }) } });
    coins = await open.currency({ scale: 2 });
  });
  afterAll(async () => {
    await open.close();
    await network.stop();
  });
  beforeEach(async () => {
    open.clock.advance(1_000);
    member = await open.member();
  });

  async function system(more: Partial<AffiliateSystemInput> = {}): Promise<string> {
    const code = open.key();
    await open.affiliates.saveSystem({
      ...{ code, name: code, template: { url: `${network.url}/ok` } },
      ledgerRules: [{ type: 'deposit', currency: coins, entryTypes: ['grant'], source: 'shop' }],
      corrections: true,
      ...more,
    });
    return code;
  }
  const grant = async (amount: string, source = 'shop') =>
    (await open.ledger.grant({ member, currency: coins, amount, source, idempotencyKey: open.key() })).entry;
  /** Has the member come by a click. */
  const refer = (code: string) =>
    open.affiliates.record(open.event({ system: code, type: 'registration', member, clickId: 'click-1', pid: 'p-1' }));
  const reverse = (entryId: string, amount?: string) =>
    open.ledger.reverse({
      ...{ entryId, reason: 'taken back', idempotencyKey: open.key() },
      ...(amount === undefined ? {} : { amount }),
    });

  /** What was recorded with such a cause, in its order. */
  async function causedBy(...entries: readonly string[]): Promise<AffiliateEventDto[]> {
    const rows: { id: string }[] = await open
      .knex('rewards_affiliate_events')
      .whereIn('cause_entry', entries)
      .orderBy('id')
      .select('id');
    return Promise.all(rows.map(async ({ id }) => (await open.affiliates.get(id))!));
  }
  async function untilSent(id: string): Promise<void> {
    while ((await open.affiliates.get(id))?.status !== 'success') await sleep(20);
  }
  async function reversalsOf(entryId: string): Promise<string[]> {
    const rows: { id: string }[] = await open
      .knex('rewards_ledger_entries')
      .where({ reverses_id: entryId })
      .select('id');
    return rows.map(({ id }) => id);
  }

  it('C13 records a row that a rule fits, of a member who came by a click', async () => {
    const code = await system();
    await refer(code);
    const entry = await grant('12.50');
    expect(await causedBy(entry.id)).toMatchObject([
      {
        ...{ type: 'deposit', externalId: `entry:${entry.id}`, causeEntry: entry.id, member, subject: member },
        ...{ amount: '12.50', currency: coins.toUpperCase(), pid: 'p-1', clickId: 'click-1' },
        system: { code },
      },
    ]);
  });

  it('C13 records nothing of other rows, of others’ members, and of what is taken back', async () => {
    const code = await system();
    const stranger = await grant('1.00');
    await refer(code);
    const other = await grant('1.00', 'elsewhere');
    const [lost] = await Promise.allSettled([
      open.strapi.db.transaction(async () => {
        const { id } = await grant('2.00');
        throw new Error(id);
      }),
    ]);
    expect(lost.status).toBe('rejected');
    const spent = await open.ledger.deduct({ member, currency: coins, amount: '0.50', idempotencyKey: open.key() });
    expect(await causedBy(stranger.id, other.id, spent.entry.id)).toEqual([]);
    expect(await open.knex('rewards_affiliate_events').where({ member }).select('external_id')).toHaveLength(1);
  });

  it('F14 corrects what was sent, by the same link, when its cause is reversed', async () => {
    const code = await system();
    await refer(code);
    const entry = await grant('10.00');
    const [first] = await causedBy(entry.id);
    await untilSent(first!.id);
    await reverse(entry.id);
    const [correction, ...others] = await causedBy(...(await reversalsOf(entry.id)));
    expect(others).toEqual([]);
    expect(correction).toMatchObject({
      ...{ type: 'deposit', kind: 'correction', corrects: first!.id, amount: '-10.00', currency: first!.currency },
      ...{ pid: 'p-1', clickId: 'click-1', subject: member },
    });
    await untilSent(correction!.id);
    const ids = (await network.arrivals()).map(({ id }) => id);
    expect(ids.indexOf(first!.id)).toBeLessThan(ids.indexOf(correction!.id));
  });

  it('F14 corrects part by part, to the whole and to the cent', async () => {
    const code = await system();
    await refer(code);
    const entry = await grant('9.00');
    const [first] = await causedBy(entry.id);
    await untilSent(first!.id);
    for (const part of ['3.00', '3.00', '3.00']) {
      await reverse(entry.id, part);
      open.clock.advance(1_000);
    }
    const corrections = await causedBy(...(await reversalsOf(entry.id)));
    expect(corrections.map(({ amount }) => amount)).toEqual(['-3.00', '-3.00', '-3.00']);
  });

  it('F14 calls both off where the event was not sent yet', async () => {
    const code = await system({ template: { url: `${network.url}/500` } });
    await refer(code);
    const entry = await grant('7.00');
    const [first] = await causedBy(entry.id);
    await reverse(entry.id);
    const [correction] = await causedBy(...(await reversalsOf(entry.id)));
    for (const { id } of [first!, correction!]) {
      expect(await open.affiliates.get(id)).toMatchObject({
        ...{ status: 'cancelled', nextAttemptAt: null },
        error: 'Its cause was reversed before it was sent.',
      });
    }
  });

  it('F14 corrects nothing for a system that does not want it', async () => {
    const code = await system({ corrections: false });
    await refer(code);
    const entry = await grant('4.00');
    const [first] = await causedBy(entry.id);
    await untilSent(first!.id);
    await reverse(entry.id);
    expect(await causedBy(...(await reversalsOf(entry.id)))).toEqual([]);
  });
});
