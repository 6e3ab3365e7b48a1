/** Affiliate events for the report's page: of two weeks, two systems, every status and several currencies. */
import type { Core } from '@strapi/types';

import type { AffiliateEventInput, AffiliateEventStatus, AffiliatesService } from '../../server/contract';
import { type Outcome, settleEvent } from '../db/affiliates/outcomes';
import { ManualClock } from '../support/clock';

const DAY = 24 * 60 * 60 * 1000;
const TEMPLATE = { url: 'https://tracker.example/postback' };
const URL = 'https://tracker.example/postback?click_id=c-4711&goal=deposit&amount=1234.50&currency=EUR&key=[redacted]';

export interface AffiliateRows {
  /** A failed one with something in every field, caused by `entry`. */
  readonly full: string;
  /** How many were recorded in the last seven days, and before. */
  readonly recent: number;
  readonly old: number;
}

/** Most events end well. */
const STATUSES: readonly AffiliateEventStatus[] = [
  ...(['success', 'success', 'failed', 'success', 'pending', 'success', 'cancelled', 'success'] as const),
  ...(['not_qualified', 'success', 'retried', 'success', 'success', 'processing'] as const),
];
const TYPES = ['deposit', 'registration', 'deposit', 'ggr', 'withdrawal', 'bonus'];
const CURRENCIES = ['EUR', 'USD', 'EUR', 'GBP', undefined];
const ERRORS: Partial<Record<AffiliateEventStatus, string>> = {
  failed: 'click expired',
  retried: 'HTTP 503: upstream is restarting',
  not_qualified: 'Northern Network takes no events of type "ggr".',
};
const RECENT = 30;
const OLD = 6;

/** @param entry a row of the ledger that caused one of them */
export async function fillEvents(strapi: Core.Strapi, entry: string): Promise<AffiliateRows> {
  const affiliates = strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  for (const [code, name] of [
    ['tracker', 'Tracker'],
    ['network', 'Northern Network'],
  ] as const) {
    await affiliates.saveSystem({ code, name, template: TEMPLATE });
    // What is shown is written below: nobody sends it.
    await affiliates.switchSystem({ system: code, on: false, actor: { id: 'host:test' } });
  }
  const { id: system } = (await strapi.db
    .query('plugin::rewards.affiliate-system')
    .findOne({ where: { code: 'tracker' } })) as { id: number };
  const create = (uid: string, data: object) => strapi.documents(uid as never).create({ data: data as never });
  const north = await create('plugin::rewards.affiliate', { name: 'North', key: 'north', system });
  const link = { externalId: 'spring-2026', payload: { pid: 'p-7', stag: 's-9' }, system, affiliate: north.id };
  await create('plugin::rewards.affiliate-link', link);

  const now = Date.now();
  const clock = new ManualClock(now);
  const at = async (instant: number, input: AffiliateEventInput, outcome: Omit<Outcome, 'at'>) => {
    clock.advance(instant - clock.now());
    strapi.config.set('plugin::rewards.clock', clock);
    const { event } = await affiliates.record(input);
    strapi.config.set('plugin::rewards.clock', undefined);
    // Its tries are a minute apart.
    const last = instant + 1_500 + Math.max(0, (outcome.tries?.length ?? 0) - 1) * 60_000;
    await settleEvent(strapi.db.connection, event.id, { at: last, url: URL, ...outcome });
    return event.id;
  };
  const oneOf = (i: number): AffiliateEventInput => {
    const currency = CURRENCIES[i % CURRENCIES.length];
    const type = TYPES[i % TYPES.length]!;
    const money = { goal: `${type}_x`, value: `${(i * 7919) % 2000}.${10 + (i % 90)}`, ...(currency && { currency }) };
    return {
      ...{ system: i % 4 === 3 ? 'network' : 'tracker', externalId: `event-${i}`, type, kind: 'postback' },
      ...(i % 4 !== 3 && i % 3 === 0 && { link: 'spring-2026' }),
      ...(i % 3 === 1 && { pid: `partner-${i % 5}` }),
      ...[{ userId: `player-${i}` }, { transactionId: `tx-${i}` }, { accountId: `acc-${i}` }, {}][i % 4],
      ...(i % 2 === 0 && { clickId: `click-${i}-${'0123456789abcdef'.repeat(2)}` }),
      payload: type === 'registration' ? { player: `player-${i}` } : money,
    };
  };
  for (let i = 0; i < OLD + RECENT; i += 1) {
    const status = STATUSES[i % STATUSES.length]!;
    const error = ERRORS[status];
    const tries: Outcome['tries'] =
      status === 'success'
        ? [{ outcome: 'success', answer: '{"ok":true}' }]
        : status === 'failed'
          ? [{ outcome: 'failed', httpStatus: 400, answer: '{"message":"click expired"}' }]
          : [];
    const age = i < OLD ? 12 * DAY - i * 60_000 : ((OLD + RECENT - i) / RECENT) * 6.5 * DAY;
    await at(now - age, oneOf(i), { status, tries, ...(error && { error }) });
  }
  const full = await at(
    now - 5 * 60_000,
    {
      ...{ system: 'tracker', externalId: 'order-4711', type: 'deposit', kind: 'first-deposit', link: 'spring-2026' },
      ...{ pid: 'p-own', userId: 'player-4711', transactionId: 'tx-4711', accountId: 'acc-4711', causeEntry: entry },
      ...{ actionId: 'action-1', clickId: 'c-4711', tid: 'tid-9' },
      payload:
        '{"player":{"id":"player-4711","country":"DE"},"_payload":{"value":1234.505,"currency":"eur","tags":[]}}',
    },
    {
      ...{ status: 'failed', error: 'click expired' },
      tries: [
        { outcome: 'retry', httpStatus: 503, answer: 'upstream is restarting' },
        { outcome: 'failed', httpStatus: 400, answer: '{"message":"click expired","code":17}' },
      ],
    },
  );
  return { full, recent: RECENT + 1, old: OLD };
}
