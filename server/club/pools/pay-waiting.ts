import type { Knex } from 'knex';
import { type Clock, type IdSource, type MinorUnits, negate, present, ZERO } from '../../kernel';
import type { RulesSource } from '../../members';
import { findVersions, readMissions } from '../missions/mission-store';
import { grantOf } from '../payouts/grant';
import { actOf, notPosted } from '../payouts/make';
import { type Paid, payAll, type PayDependencies } from '../payouts/pay';
import { changePayouts, type Payout, readPayoutsOf } from '../payouts/payout-store';
import { statusOfEvent } from '../payouts/status';
import { lockStandings, writeDecided } from '../process/queue-store';
import { PoolAccount } from './pool-account';
import { lockPools, type Pool, writePools } from './pool-store';
import { lockWaiting } from './waiting-store';

export interface PayWaitingDependencies extends PayDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly rules: Pick<RulesSource, 'lock'>;
  transact<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

/** Payouts that are paid in one transaction. */
const AT_A_TIME = 200;

/**
 * E14. Pays what waits for a pool's money, those first that have waited longest, as far as the money goes: nobody is paid past one that
 * needs more than there is.
 *
 * @returns whether there may be more to pay
 */
export function payWaiting(deps: PayWaitingDependencies, { code }: Pick<Pool, 'code'>): Promise<boolean> {
  return deps.transact(async (trx) => {
    const { rulebook } = await deps.rules.lock(trx);
    const pool = (await lockPools(trx, [code])).get(code);
    if (!pool) return false;
    const waiting = await lockWaiting(trx, pool.id, AT_A_TIME);
    const affordable = firstWithin(waiting, pool.available);
    if (affordable.length === 0) return false;
    const scale = present(rulebook.currency(pool.currency), `the currency ${pool.currency} of a pool`).scale;
    const versions = await findVersions(trx, [...new Set(affordable.map(({ version }) => version))]);
    const codes = new Map((await readMissions(trx)).map((mission) => [mission.id, mission.code]));
    const paid = await payAll(
      deps,
      affordable.map((payout) => {
        const version = present(versions.get(payout.version), 'the version of a payout');
        const mission = { code: present(codes.get(payout.mission), 'the mission of a payout'), name: version.name };
        return {
          kind: 'grant' as const,
          posting: grantOf({ ...toPaying(payout), scale, mission, version: version.number }),
        };
      }),
    );
    await settle(deps, trx, new PoolAccount(pool, deps.newId), {
      payouts: affordable,
      outcomes: paid,
    });
    return waiting.length === AT_A_TIME;
  });
}

const amountOf = ({ amount }: Payout): MinorUnits => present(amount, 'the amount of a payout');

function firstWithin(payouts: readonly Payout[], available: MinorUnits): readonly Payout[] {
  let left: bigint = available;
  const until = payouts.findIndex((payout) => (left -= amountOf(payout)) < ZERO);
  return until < 0 ? payouts : payouts.slice(0, until);
}

const toPaying = (payout: Payout) => ({
  ...{
    member: payout.member,
    currency: present(payout.currency, 'the currency of a payout'),
    amount: amountOf(payout),
  },
  ...{ externalId: payout.externalId, event: payout.event, occurredAt: payout.occurredAt, payout: payout.id },
});

async function settle(
  { clock, newId }: PayWaitingDependencies,
  trx: Knex.Transaction,
  account: PoolAccount,
  { payouts, outcomes }: { readonly payouts: readonly Payout[]; readonly outcomes: readonly Paid[] },
): Promise<void> {
  const now = clock.now();
  const changed = payouts.map((payout, i): Payout => {
    const outcome = present(outcomes[i], 'the outcome of a payout');
    account.wait(-1);
    if (!outcome.ok) return notPosted(payout, outcome);
    account.move('pay', negate(amountOf(payout)), { payout: payout.id }, now);
    return { ...payout, status: 'paid', reason: null, details: {}, entry: outcome.entry, paidAt: now };
  });
  await changePayouts(
    trx,
    changed,
    changed.map((payout) => actOf(payout, { newId, now })),
  );
  await writePools(trx, [account.pool], account.rows);
  await restate(trx, [...new Set(changed.map(({ event }) => event))]);
}

/** E7. Has events stand as their payouts say. */
async function restate(trx: Knex.Transaction, events: readonly string[]): Promise<void> {
  const standings = await lockStandings(trx, events);
  const payouts = await readPayoutsOf(trx, events);
  const changed = standings.map((standing) => ({
    ...standing,
    status: statusOfEvent(payouts.filter(({ event }) => event === standing.id)),
  }));
  await writeDecided(trx, changed, []);
}
