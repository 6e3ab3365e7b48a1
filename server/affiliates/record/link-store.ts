import {
  type Db,
  dialectOf,
  lookTwice,
  numbered,
  present,
  readInteger,
  type Reading,
  sha256,
  writeRows,
} from '../../kernel';
import type { Row } from '../../kernel/table';
import { AFFILIATE_TABLES, linkVersionTable } from '../schema';

/** A link as events are recorded with it, without the number that the database gives. */
export type LinkContent = Omit<Row<typeof linkVersionTable>, 'id' | 'hash'>;
export type LinkVersion = Row<typeof linkVersionTable>;

/** Links of a system by their external ids; of several with the same one the oldest. */
export async function findLinks(
  db: Db,
  system: string,
  externalIds: readonly string[],
): Promise<Map<string, LinkContent>> {
  const found = new Map<string, LinkContent>();
  await lookTwice(db, externalIds, found, async (ids, reading) => {
    const query = db(`${AFFILIATE_TABLES.links} as l`)
      .join(`${AFFILIATE_TABLES.systems} as s`, 's.id', 'l.system_id')
      .leftJoin(`${AFFILIATE_TABLES.affiliates} as a`, 'a.id', 'l.affiliate_id')
      .where('s.document_id', system)
      .whereIn('l.external_id', ids)
      .orderBy('l.id', 'desc')
      .select('l.document_id as link', 'l.external_id as externalId', 'a.key as affiliate', 'l.payload');
    for (const row of (await reading(query)) as Record<string, unknown>[]) {
      const link = toLinkContent(row);
      found.set(link.externalId, link);
    }
  });
  return found;
}

function toLinkContent({ link, externalId, affiliate, payload }: Record<string, unknown>): LinkContent {
  const text = payload === null ? '{}' : typeof payload === 'string' ? payload : JSON.stringify(payload);
  const read = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  return {
    link: link as string,
    externalId: externalId as string,
    affiliate: (affiliate as string | null) ?? null,
    pid: identifierIn(read, 'pid'),
    stag: identifierIn(read, 'stag'),
    payload: text,
  };
}

function identifierIn(payload: Record<string, unknown>, name: string): string | null {
  const value = Object.hasOwn(payload, name) ? payload[name] : null;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;
}

/** The versions of links as they are now, made where there are none yet; by the links' external ids. */
export async function versionsOf(db: Db, links: readonly LinkContent[]): Promise<Map<string, LinkVersion>> {
  const hashed = new Map(links.map((link) => [hashOf(link), link]));
  const versions = new Map<string, LinkVersion>();
  const read = async (hashes: readonly string[], reading: Reading): Promise<void> => {
    const rows: unknown = await reading(
      db(linkVersionTable.name).select(linkVersionTable.columns).whereIn('hash', hashes),
    );
    for (const version of linkVersionTable.read(rows)) versions.set(version.hash, version);
  };
  const hashes = [...hashed.keys()];
  await read(hashes, (query) => query);
  const missing = hashes.filter((hash) => !versions.has(hash));
  if (missing.length > 0) {
    await insertVersions(
      db,
      missing.map((hash) => ({ ...present(hashed.get(hash), 'a link'), hash })),
    );
    await lookTwice(db, missing, versions, read);
  }
  return new Map(
    [...hashed].map(([hash, { externalId }]) => [externalId, present(versions.get(hash), 'the version of a link')]),
  );
}

/** Somebody else may have made the same one meanwhile, which is as good. */
async function insertVersions(db: Db, versions: readonly (LinkContent & { readonly hash: string })[]): Promise<void> {
  const rows = versions.map((version) => ({ id: 0, ...version }));
  await writeRows(db, dialectOf(db), [numbered(linkVersionTable.insertedIfNew(rows))]);
}

const hashOf = ({ link, externalId, affiliate, payload }: LinkContent): string =>
  sha256(JSON.stringify([link, externalId, affiliate, payload]));

/** Link versions by their numbers. */
export async function readVersions(db: Db, ids: readonly number[]): Promise<Map<number, LinkVersion>> {
  const rows: unknown = await db(linkVersionTable.name).select(linkVersionTable.columns).whereIn('id', ids);
  return new Map(linkVersionTable.read(rows).map((version) => [readInteger(version.id), version]));
}
