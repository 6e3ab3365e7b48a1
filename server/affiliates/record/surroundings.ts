import type { Knex } from 'knex';
import type { MemberId } from '../../contract';
import { RewardsError, type Db } from '../../kernel';
import { findEntries } from '../../ledger';
import { findByExternalIds, membersThatExist } from '../../members';
import type { AffiliateSystem } from '../systems/system-store';
import type { RecordDependencies } from './dependencies';
import { findLinks, type LinkVersion, versionsOf } from './link-store';
import type { AskedEvent } from './validate';

/** What events name, as it is when they are recorded. */
export interface Surroundings {
  /** @throws SYSTEM_NOT_FOUND */
  system(code: string): AffiliateSystem;
  /** @throws LINK_NOT_FOUND */
  link(system: AffiliateSystem, externalId: string): LinkVersion;
  /** @throws MEMBER_NOT_FOUND */
  requireMember(member: string): void;
  /** The member with an external id. @throws MEMBER_NOT_FOUND */
  memberOf(externalId: string): MemberId;
  /** @throws ENTRY_NOT_FOUND */
  requireEntry(entryId: string): void;
}

/** Reads what some events name, each kind of thing at once. */
export async function readSurroundings(
  deps: RecordDependencies,
  trx: Knex.Transaction,
  asked: readonly AskedEvent[],
): Promise<Surroundings> {
  const systems = new Map<string, AffiliateSystem>();
  for (const code of named(asked, ({ system }) => system)) {
    const system = await deps.systems.find(code);
    if (system) systems.set(code, system);
  }
  const links = await readLinks(trx, systems, asked);
  const members = await existing(
    named(asked, ({ member }) => member),
    (ids) => membersThatExist(trx, ids),
  );
  const membersByExternalId = await findByExternalIds(
    trx,
    named(asked, ({ memberExternalId }) => memberExternalId),
  );
  const entries = await existing(
    named(asked, ({ causeEntry }) => causeEntry),
    (ids) => entriesThatExist(trx, ids),
  );
  const required =
    <K>(found: { has(key: K): boolean }, refusal: (key: K) => RewardsError) =>
    (key: K): void => {
      if (!found.has(key)) throw refusal(key);
    };
  return {
    system(code) {
      const system = systems.get(code);
      if (!system) throw new RewardsError('SYSTEM_NOT_FOUND', { system: code });
      return system;
    },
    link(system, externalId) {
      const link = links.get(system.id)?.get(externalId);
      if (!link) throw new RewardsError('LINK_NOT_FOUND', { link: externalId, system: system.code });
      return link;
    },
    memberOf(externalId) {
      const member = membersByExternalId.get(externalId);
      if (member === undefined) throw new RewardsError('MEMBER_NOT_FOUND', { member: externalId });
      return member;
    },
    requireMember: required(members, (member) => new RewardsError('MEMBER_NOT_FOUND', { member })),
    requireEntry: required(entries, (entryId) => new RewardsError('ENTRY_NOT_FOUND', { entryId })),
  };
}

const named = (asked: readonly AskedEvent[], of: (event: AskedEvent) => string | undefined): string[] => [
  ...new Set(asked.flatMap((event) => of(event) ?? [])),
];

/** The links of each system, by their external ids. */
async function readLinks(
  trx: Knex.Transaction,
  systems: ReadonlyMap<string, AffiliateSystem>,
  asked: readonly AskedEvent[],
): Promise<Map<string, Map<string, LinkVersion>>> {
  const links = new Map<string, Map<string, LinkVersion>>();
  for (const [code, { id }] of systems) {
    const externalIds = named(asked, (event) => (event.system === code ? event.link : undefined));
    if (externalIds.length === 0) continue;
    links.set(id, await versionsOf(trx, [...(await findLinks(trx, id, externalIds)).values()]));
  }
  return links;
}

const existing = async (
  ids: readonly string[],
  find: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<ReadonlySet<string>> => (ids.length === 0 ? new Set() : find(ids));

async function entriesThatExist(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await findEntries(db, ids)).map(({ id }) => id));
}
