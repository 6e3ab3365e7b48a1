/** Accounts as full as an account can be (L2), and all that they bring along. */
import {
  endpointUrl,
  type LedgerService,
  type PostAdjustmentInput,
  type ReconciliationService,
  type RedemptionService,
} from '../../server/contract';
import type { OpenClub } from './club';

const DAY = 24 * 60 * 60 * 1000;

/** Fills the accounts of Grace, who has a long name, and of Person 26, who loses it all again; Grace's points are damaged. */
export async function fillUp({ app, club: { idOf }, token }: OpenClub): Promise<void> {
  const rewards = app.strapi.plugin('rewards');
  const ledger = rewards.service<LedgerService>('ledger');
  const member = idOf.grace!;
  const expiresAt = new Date(Date.now() + 20 * DAY).toISOString();
  for (const posting of [
    { member, currency: 'points', amount: '9007199254740700', expiresAt },
    { member, currency: 'reputation', amount: '9007199254740991' },
    { member, currency: 'credits', amount: '90071992547409.91', expiresAt },
    { member: idOf.p26!, currency: 'credits', amount: '90071992547409.91' },
  ]) {
    await ledger.grant({ ...posting, idempotencyKey: `full-${posting.member}-${posting.currency}` });
  }
  const held = { member, currency: 'points', amount: '9007199254740890', timeoutMs: 9 * DAY };
  const { entry } = await ledger.reserve({ ...held, idempotencyKey: 'full-hold' });
  await ledger.release({ holdId: entry.id, idempotencyKey: 'full-release' });
  await ledger.reserve({ ...held, idempotencyKey: 'full-hold-again' });
  const order = { member, orderId: 'a dear one', orderAmount: '90071992547409.91', amount: '80000000000000' };
  await rewards.service<RedemptionService>('redemption').hold(order);
  const whole = { member: idOf.p26!, currency: 'credits', amount: '-90071992547409.91' };
  const body = { ...whole, reason: 'Posted by mistake, and taken back', idempotencyKey: 'taken-whole' };
  await app.request(endpointUrl('postAdjustment'), {
    ...{ method: 'POST', token },
    body: body satisfies Omit<PostAdjustmentInput, 'actor'>,
  });
  await app.strapi.db.connection('rewards_accounts').where({ member, currency: 'points' }).update({ balance: 1 });
  await rewards.service<ReconciliationService>('reconciliation').run({ type: 'user_specific', member });
}
