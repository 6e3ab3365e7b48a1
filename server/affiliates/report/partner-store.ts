import type { Knex } from 'knex';
import { type Db, inList, readInteger } from '../../kernel';
import { linkVersionTable } from '../schema';

/** Versions of links that a statement names. A partner with more of them is looked for by a join. */
const MOST_VERSIONS = 10_000;

/** A partner by one of their identifiers. */
export interface Partner {
  readonly identifier: string;
  /** Of links that have it as external id, pid or stag, the versions; null where they are too many to be named. */
  readonly versions: readonly number[] | null;
}

const versionsWith = (db: Db, identifier: string): Knex.QueryBuilder =>
  db(linkVersionTable.name)
    .select('id')
    .where('external_id', identifier)
    .orWhere('pid', identifier)
    .orWhere('stag', identifier);

/** F16. Looks a partner's links up, so that events are then found by numbers that stand in an index. */
export async function partnerOf(db: Db, identifier: string): Promise<Partner> {
  const rows = (await versionsWith(db, identifier).limit(MOST_VERSIONS + 1)) as { id: unknown }[];
  const versions = rows.length > MOST_VERSIONS ? null : rows.map(({ id }) => readInteger(id));
  return { identifier, versions };
}

/** Keeps to the events of a partner, of the deliveries as `d`. */
export function narrowToPartner(db: Db, query: Knex.QueryBuilder, { identifier, versions }: Partner): void {
  void query.where((either) => {
    void either.where('d.pid', identifier);
    if (versions === null) void either.orWhereIn('d.link_version', versionsWith(db, identifier));
    else if (versions.length > 0) void either.orWhereRaw(inList('d.link_version', versions));
  });
}
