import type { Knex } from 'knex';
import { type Db, present, readInteger, toIso } from '../kernel';
import type { Row } from '../kernel/table';
import { MEMBER_TABLES } from '../members';
import { credentialTable } from './schema';
import { urn } from './documents';

export type IssuedCredential = Row<typeof credentialTable>;

/** The credential of an award, which is stored with the first of those who ask at the same time. */
export async function storeCredential(db: Db, credential: Omit<IssuedCredential, 'id'>): Promise<IssuedCredential> {
  const { award, member, badge } = credential;
  const stored = async (): Promise<IssuedCredential | undefined> =>
    credentialTable.read(
      await db(credentialTable.name).select(credentialTable.columns).where({ award, member, badge }),
    )[0];
  const known = await stored();
  if (known) return known;
  await db(credentialTable.name).insert(credentialTable.toColumns(credential)).onConflict().ignore();
  return present(await stored(), 'a credential that was stored a moment ago');
}

/**
 * A credential says that a member has a badge by an award. It stands as long as that is so: it is revoked when the award, the
 * badge or the member is gone, when the award has become one of another member or another badge, and when nobody knows any more
 * who the member is.
 */
const isRevoked = (query: Knex.QueryBuilder): void =>
  void query.whereNull('m.id').orWhereNull('b.id').orWhere('m.anonymised', true);

const credentials = (db: Db): Knex.QueryBuilder =>
  db(`${credentialTable.name} as c`)
    .leftJoin(`${MEMBER_TABLES.badgeAwards} as w`, 'w.document_id', 'c.award')
    .leftJoin(`${MEMBER_TABLES.members} as m`, (join) => {
      join.on('m.id', 'w.member_id').on('m.document_id', 'c.member');
    })
    .leftJoin(`${MEMBER_TABLES.badges} as b`, (join) => {
      join.on('b.id', 'w.badge_id').on('b.document_id', 'c.badge');
    });

/** The numbers of those that are revoked. */
export async function readRevoked(
  db: Db,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<number[]> {
  return numbersOf(await credentials(db).whereBetween('c.id', [first, last]).where(isRevoked).select('c.id'));
}

const numbersOf = (rows: unknown): number[] => (rows as { id: unknown }[]).map(({ id }) => readInteger(id));

/** The credentials that a member has asked for, oldest first, as the export of their data tells them (B15). */
export async function* credentialsOf(db: Db, member: string): AsyncGenerator<object> {
  const rows = await db(credentialTable.name)
    .select(credentialTable.columns)
    .where({ member })
    .orderBy(['issued_at', 'id']);
  const revoked = new Set(numbersOf(await credentials(db).where('c.member', member).where(isRevoked).select('c.id')));
  for (const { id, credential, award, badge, issuedAt } of credentialTable.read(rows)) {
    yield { credential: urn(credential), award, badge, issuedAt: toIso(issuedAt), revoked: revoked.has(id) };
  }
}
