import type { Db } from '../../kernel';
import type { Row } from '../../kernel/table';
import { referralTable } from '../schema';
import type { StoredEvent } from './event-store';

export type Referral = Row<typeof referralTable>;

/** C13. An event tells how its member came when it names a link, a partner or a click. */
export function referralOf({ event, delivery, link }: StoredEvent): Referral[] {
  const { id, system, member, subject, userId, accountId, clickId, tid, createdAt } = event;
  const { pid } = delivery;
  if (member === null || (link === null && pid === null && clickId === null)) return [];
  const linkVersion = link?.id ?? null;
  return [{ id: 0, system, member, event: id, linkVersion, pid, subject, userId, accountId, clickId, tid, createdAt }];
}

/** How members came to some systems. */
export async function readReferrals(
  db: Db,
  systems: readonly string[],
  members: readonly string[],
): Promise<Referral[]> {
  const rows: unknown = await db(referralTable.name)
    .select(referralTable.columns)
    .whereIn('member', members)
    .whereIn('system', systems);
  return referralTable.read(rows);
}
