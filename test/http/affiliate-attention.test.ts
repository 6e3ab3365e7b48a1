/** F7: what of affiliate events and systems the overview tells of. */
import { setTimeout as sleep } from 'node:timers/promises';

import {
  AFFILIATE_ATTENTION,
  AFFILIATE_LIMITS,
  type AffiliateAttentionDto,
  type AffiliateEventStatus,
  type AffiliateSystemOffDto,
  endpointUrl,
} from '../../server/contract';
import { type AffiliateClub, openAffiliateClub } from '../db/affiliates/affiliate-club';
import { describeOnEveryEngine } from '../support/engines';
import { type Network, startNetwork } from '../support/network';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const PATIENCE = 30_000;
const ADA = { id: 'host:ada', name: 'Ada' };

describeOnEveryEngine('what of affiliate events needs attention', (engine) => {
  let open: AffiliateClub;
  let network: Network;

  beforeAll(async () => {
    network = await startNetwork();
    const affiliates = JSON.stringify({ allowLoopback: true });
    open = await openAffiliateClub(engine, { env: { REWARDS_AFFILIATES: affiliates } });
  });
  afterAll(async () => {
    await open.close();
    await network.stop();
  });

  const ask = async <T>(name: 'getAffiliateAttention' | 'listAffiliateSystemsOff', permission: string) => {
    const token = await open.app.adminTokenWith([`plugin::rewards.${permission}`]);
    const { status, body } = await open.app.request<T>(endpointUrl(name), { token });
    return status === 200 ? body : status;
  };
  const events = () => ask<AffiliateAttentionDto>('getAffiliateAttention', 'view-affiliate-events');
  const off = () => ask<readonly AffiliateSystemOffDto[]>('listAffiliateSystemsOff', 'view-affiliate-systems');

  /** Records an event of a system that answers it so, and waits until it stands so. */
  async function send(system: string, how: string, becomes: AffiliateEventStatus): Promise<void> {
    const { event } = await open.affiliates.record(open.event({ system, payload: { how } }));
    const end = performance.now() + PATIENCE;
    for (;;) {
      const { status } = (await open.affiliates.get(event.id))!;
      if (status === becomes) return;
      if (performance.now() > end) throw new Error(`Still ${status} instead of ${becomes}.`);
      await sleep(20);
    }
  }
  async function system(name: string): Promise<string> {
    const code = open.key();
    await open.affiliates.saveSystem({ code, name, template: { url: `${network.url}/postback/{payload.how}` } });
    return code;
  }

  it('is nothing where nothing waits, and systems that somebody has switched off are as they should be', async () => {
    expect(await events()).toEqual({ failed: { count: 0, isMore: false }, waiting: [] });
    expect(await off()).toEqual([]);
  });

  it('F7 is a system that was switched off by itself, with the reason, until somebody switches it on', async () => {
    const code = await system('Gone away');
    const since = open.clock.iso();
    await send(code, '410', 'failed');
    expect(await off()).toEqual([{ code, name: 'Gone away', since, why: 'The system answered 410: it is gone.' }]);
    await open.affiliates.switchSystem({ system: code, on: true, actor: ADA });
    expect(await off()).toEqual([]);
  });

  it('is what failed in the days that the report shows', async () => {
    const before = ((await events()) as AffiliateAttentionDto).failed.count;
    const code = await system('Refuses');
    await send(code, '400', 'failed');
    await send(code, '400', 'failed');
    await send(code, 'ok', 'success');
    expect(await events()).toMatchObject({ failed: { count: before + 2, isMore: false } });
    open.clock.advance(8 * DAY);
    expect(await events()).toMatchObject({ failed: { count: 0 } });
  });

  it('is what has waited for more than an hour, and since when the first of it has', async () => {
    const busy = await system('Busy');
    await send(busy, '429-86400,ok', 'retried');
    const retriedAt = open.clock.iso();
    open.clock.advance(1_000);
    await open.affiliates.record(open.event());
    const pendingAt = open.clock.iso();
    open.clock.advance(1_000);
    await open.affiliates.record(open.event());
    // A millisecond more than an hour after the first one.
    open.clock.advance(HOUR - 999);
    const one = { count: 1, isMore: false };
    const waiting = [
      { status: 'pending', ...one, oldestAt: pendingAt },
      { status: 'retried', ...one, oldestAt: retriedAt },
    ];
    expect(await events()).toMatchObject({ waiting });
    open.clock.advance(1_000);
    expect(await events()).toMatchObject({ waiting: [{ ...waiting[0], count: 2 }, waiting[1]] });
  });

  it('is counted up to a bound', async () => {
    for (let i = 0; i <= AFFILIATE_ATTENTION.counted; i += AFFILIATE_LIMITS.events) {
      await open.affiliates.recordMany(Array.from({ length: AFFILIATE_LIMITS.events }, () => open.event()));
    }
    open.clock.advance(2 * HOUR);
    const [pending] = ((await events()) as AffiliateAttentionDto).waiting;
    expect(pending).toMatchObject({ status: 'pending', count: AFFILIATE_ATTENTION.counted, isMore: true });
  });

  it('is for those who may see it', async () => {
    expect(await ask('listAffiliateSystemsOff', 'edit-affiliates')).toEqual([]);
    expect(await ask('listAffiliateSystemsOff', 'view-affiliate-events')).toBe(403);
    expect(await ask('getAffiliateAttention', 'view-affiliate-systems')).toBe(403);
    expect(await ask('getAffiliateAttention', 'view-ledger')).toBe(403);
  });
});
