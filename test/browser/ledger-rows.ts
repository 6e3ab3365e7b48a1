/** Rows for a ledger page in a browser: every type, every state of a hold, names of every length, posted by the services. */
import type { Core } from '@strapi/types';

import type { LedgerService, MembersService } from '../../server/contract';

const PEOPLE = [
  { externalId: 'nameless' },
  { externalId: 'noor', name: 'Noor Inayat Khan' },
  { externalId: 'ada', name: 'Ada Lovelace', handle: 'ada' },
  {
    externalId: 'grace',
    name: 'Grace Brewster Murray Hopper, Rear Admiral of the United States Navy Reserve',
    handle: 'the-admiral-who-found-the-moth-in-the-relay',
  },
];

const CURRENCIES = [
  { code: 'points', name: 'Community Points', scale: 0 },
  { code: 'credit', name: 'Store Credit', scale: 2 },
];

const DAY = 24 * 60 * 60 * 1000;
const LONG_REASON = 'Goodwill after the long outage of the booking system, agreed with the customer on the telephone';

/** Posts 12 rows a person and currency: 96 in all, on four pages. */
export async function postRows(strapi: Core.Strapi): Promise<void> {
  const ledger = strapi.plugin('rewards').service<LedgerService>('ledger');
  const members = strapi.plugin('rewards').service<MembersService>('members');
  let keys = 0;
  const idempotencyKey = () => `row-${(keys += 1)}`;

  for (const data of CURRENCIES) {
    await strapi.documents('plugin::rewards.currency' as never).create({ data: data as never });
  }
  for (const { documentId: member } of await members.ensureMany(PEOPLE)) {
    for (const { code: currency } of CURRENCIES) {
      const base = () => ({ member, currency, idempotencyKey: idempotencyKey() });
      const ago = (days: number) => new Date(Date.now() - days * DAY);
      await ledger.grant({ ...base(), amount: '1234567', reason: 'Opening balance', effectiveAt: ago(90) });
      await ledger.grant({ ...base(), amount: '40', effectiveAt: ago(60), expiresAt: ago(30) });
      await ledger.grant({ ...base(), amount: '500', rule: 'order-earn', eventId: 'order:4711', reason: 'Order 4711' });
      const spent = await ledger.deduct({ ...base(), amount: '120', reason: 'Voucher' });
      await ledger.reverse({ entryId: spent.entry.id, idempotencyKey: idempotencyKey(), reason: 'Voucher returned' });
      const holds = [];
      for (let i = 0; i < 3; i += 1) holds.push((await ledger.reserve({ ...base(), amount: '25' })).entry.id);
      await ledger.capture({ holdId: holds[0]!, idempotencyKey: idempotencyKey() });
      await ledger.release({ holdId: holds[1]!, idempotencyKey: idempotencyKey() });
      await ledger.adjust({
        ...base(),
        amount: '-75',
        reason: LONG_REASON,
        actor: { id: 'admin:1', name: 'Ada Admin' },
      });
    }
  }
}
