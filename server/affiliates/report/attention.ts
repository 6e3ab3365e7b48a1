import type { Knex } from 'knex';
import {
  AFFILIATE_ATTENTION,
  type AffiliateAttentionDto,
  type AffiliateTroubleDto,
  type AffiliateWaitingDto,
} from '../../contract';
import { type Clock, type Db, type Milliseconds, toIso } from '../../kernel';
import { countAtMost, oldestOf, withStatus } from './attention-store';
import { windowOf } from './window';

/** Each leads to the report, which is narrowed to one status at a time. */
const WAITING = ['pending', 'retried'] as const satisfies readonly AffiliateWaitingDto['status'][];

/** Events that somebody should look at: failed for good lately, or waiting for long. */
export async function attention({
  db,
  clock,
}: {
  readonly db: Knex;
  readonly clock: Clock;
}): Promise<AffiliateAttentionDto> {
  const now = clock.now();
  const failed = withStatus(db, 'failed').where('created_at', '>=', windowOf({}, now).from);
  const waiting: AffiliateWaitingDto[] = [];
  for (const status of WAITING) waiting.push(...(await waitingFor(db, status, now - AFFILIATE_ATTENTION.waiting)));
  return { failed: await troubleOf(db, failed), waiting };
}

async function waitingFor(
  db: Db,
  status: AffiliateWaitingDto['status'],
  until: Milliseconds,
): Promise<AffiliateWaitingDto[]> {
  const long = withStatus(db, status).where('created_at', '<', until);
  const oldest = await oldestOf(long);
  return oldest === null ? [] : [{ status, ...(await troubleOf(db, long)), oldestAt: toIso(oldest) }];
}

async function troubleOf(db: Db, query: Knex.QueryBuilder): Promise<AffiliateTroubleDto> {
  const { counted } = AFFILIATE_ATTENTION;
  const found = await countAtMost(db, query, counted + 1);
  return { count: Math.min(found, counted), isMore: found > counted };
}
