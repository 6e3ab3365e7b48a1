import type { Knex } from 'knex';
import type { Consent, ConsentsDto } from '../../contract';
import {
  certainly,
  chunksOf,
  type Db,
  type Dialect,
  IDS_PER_STATEMENT,
  invariant,
  type Milliseconds,
  toIso,
  writeRows,
} from '../../kernel';
import type { Row } from '../../kernel/table';
import { lockMemberRows } from '../row-store';
import { consentChangeTable, MEMBER_TABLES } from '../schema';

const COLUMN = {
  publicProfile: 'public_profile',
  leaderboard: 'leaderboard',
  alias: 'alias',
  notificationEmails: 'notification_emails',
} as const satisfies Record<Consent, string>;

/** What holds until a member has chosen. */
export const NO_CONSENT: ConsentsDto = {
  publicProfile: false,
  leaderboard: false,
  alias: false,
  notificationEmails: false,
};

type StoredConsents = Readonly<Record<(typeof COLUMN)[Consent], unknown>>;

export const toConsents = (row: StoredConsents): ConsentsDto => ({
  publicProfile: Boolean(row.public_profile),
  leaderboard: Boolean(row.leaderboard),
  alias: Boolean(row.alias),
  notificationEmails: Boolean(row.notification_emails),
});

/** What a member has chosen, locked until the transaction ends; undefined where there is no such member. */
export async function lockConsents(
  trx: Knex.Transaction,
  dialect: Dialect,
  member: string,
): Promise<ConsentsDto | undefined> {
  const [locked] = await lockMemberRows(trx, dialect, [member], Object.values(COLUMN));
  return locked && toConsents(locked as never);
}

/** What members have chosen who have agreed to anything. @param by what the ids are */
export async function readConsentsOf(
  db: Db,
  by: 'document_id' | 'site_user',
  ids: readonly string[],
): Promise<{ readonly member: string; readonly consents: ConsentsDto }[]> {
  const found: { readonly member: string; readonly consents: ConsentsDto }[] = [];
  for (const part of chunksOf(IDS_PER_STATEMENT, ids)) {
    const query = db(MEMBER_TABLES.members)
      .select('document_id as member', ...Object.values(COLUMN))
      .whereIn(by, part)
      .where((agreed) => {
        for (const column of Object.values(COLUMN)) void agreed.orWhere(column, true);
      });
    const rows = (await certainly(db, query)) as (StoredConsents & { readonly member: string })[];
    found.push(...rows.map((row) => ({ member: row.member, consents: toConsents(row) })));
  }
  return found;
}

export type ConsentChange = Row<typeof consentChangeTable>;

/** Writes what a member has chosen now, and how that came about. */
export async function writeConsents(
  trx: Knex.Transaction,
  dialect: Dialect,
  member: string,
  changes: readonly ConsentChange[],
  now: Milliseconds,
): Promise<void> {
  const columns = Object.fromEntries(changes.map(({ consent, given }) => [COLUMN[consent], given]));
  const written = await trx(MEMBER_TABLES.members)
    .update({ ...columns, updated_at: new Date(now) })
    .where('document_id', member);
  invariant(written === 1, `a member that was locked a moment ago is gone: ${member}`);
  await noteConsentChanges(trx, dialect, changes);
}

/** Writes down changes of consent. */
export const noteConsentChanges = (db: Db, dialect: Dialect, changes: readonly ConsentChange[]): Promise<void> =>
  writeRows(db, dialect, [consentChangeTable.inserted(changes)]);

/** The number of the latest change of anybody's consent: it is another one whenever somebody has changed their mind. */
export async function readLatestConsentChange(db: Db): Promise<number> {
  const [row] = await db(consentChangeTable.name).max<{ latest: unknown }[]>({ latest: 'id' });
  return Number(row?.latest ?? 0);
}

/** A member's changes of consent, oldest first, as the export of their data tells them (B15). */
export async function* consentChangesOf(db: Db, member: string): AsyncGenerator<object> {
  const rows = await db(consentChangeTable.name).select(consentChangeTable.columns).where({ member }).orderBy('id');
  for (const { consent, former, given, changedAt } of consentChangeTable.read(rows)) {
    yield { consent, former, given, changedAt: toIso(changedAt) };
  }
}

/** Forgets what members who are deleted had chosen. */
export async function deleteConsentChanges(db: Db, members: readonly string[]): Promise<void> {
  for (const part of chunksOf(IDS_PER_STATEMENT, members)) {
    await db(consentChangeTable.name).whereIn('member', part).del();
  }
}
