import type { PayoutDto } from '../../contract';
import { type Db, formatAmount, present, toIso, toIsoOrNull } from '../../kernel';
import { findVersions, readMissions } from '../missions/mission-store';
import { readPools } from '../pools/pool-store';
import type { Payout } from './payout-store';

/**
 * Payouts as they are told, in their order.
 *
 * @param scaleOf decimals of a currency
 */
export async function toPayoutDtos(
  db: Db,
  payouts: readonly Payout[],
  scaleOf: (currency: string) => Promise<number | undefined>,
): Promise<PayoutDto[]> {
  if (payouts.length === 0) return [];
  const versions = await findVersions(db, [...new Set(payouts.map(({ version }) => version))]);
  const missions = new Map((await readMissions(db)).map((mission) => [mission.id, mission]));
  const pools = new Map((await readPools(db)).map(({ id, code }) => [id, code]));
  const told: PayoutDto[] = [];
  for (const payout of payouts) {
    const { amount, currency } = payout;
    const scale = currency === null ? 0 : present(await scaleOf(currency), `the currency ${currency} of a payout`);
    const version = present(versions.get(payout.version), 'the version of a payout');
    const { id, code } = present(missions.get(payout.mission), 'the mission of a payout');
    told.push({
      ...{ id: payout.id, event: payout.event, member: payout.member, mission: { id, code, name: version.name } },
      ...{ version: version.number, reward: payout.reward, externalId: payout.externalId, currency },
      amount: amount === null ? null : formatAmount(amount, scale),
      ...{ badge: payout.badge, pool: pools.get(payout.pool ?? '') ?? null, status: payout.status },
      ...{ reason: payout.reason, details: payout.details, entry: payout.entry },
      ...{ createdAt: toIso(payout.createdAt), paidAt: toIsoOrNull(payout.paidAt) },
    });
  }
  return told;
}
