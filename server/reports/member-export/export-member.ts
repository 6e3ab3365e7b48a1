import { Readable } from 'node:stream';
import type { CurrencyNameDto, IsoInstant, MemberId } from '../../contract';
import { type AccountId, type Clock, type Db, RewardsError, toIso } from '../../kernel';
import type { FileAnswer } from '../../kernel/http';
import { jsonFile, JsonList, type JsonPart } from '../../kernel/json-file';
import { readHeldBadges } from '../../members';
import { type MemberAccount, readAccounts } from '../member/account-store';
import { withReconciliation } from '../member/balances';
import type { DetailDependencies } from '../member/get-member';
import { isForMember, withoutHouseFields } from './own-rules';
import { readAllocations, readEntries, readHolds, readLots, readOpenItems } from './export-store';
import { toExported } from './row-rules';

export interface MemberExportDependencies extends Pick<DetailDependencies, 'db' | 'members'> {
  readonly clock: Clock;
  /** What other rooms hold about a member, by the name under which the file has it. */
  readonly recordsElsewhere: Readonly<Record<string, (db: Db, member: string) => AsyncIterable<object>>>;
}

/** V5. Exports a member by their documentId, for the member. */
export type ExportOfMember = (member: MemberId) => Promise<FileAnswer>;

/**
 * B15. Everything that is held about a member, as JSON. Written as it is read: rows that are posted meanwhile may be in it
 * or not.
 *
 * @throws MEMBER_NOT_FOUND
 */
export async function exportMember(dependencies: MemberExportDependencies, id: string): Promise<FileAnswer> {
  const now = toIso(dependencies.clock.now());
  return fileOf(id, now, await partsOf(dependencies, id, now));
}

/**
 * V5. The same for the member themselves: see own-rules.ts.
 *
 * @throws MEMBER_NOT_FOUND
 */
export async function exportToMember(dependencies: MemberExportDependencies, id: string): Promise<FileAnswer> {
  const now = toIso(dependencies.clock.now());
  const parts = (await partsOf(dependencies, id, now)).filter(([name]) => isForMember(name));
  return fileOf(id, now, parts.map(forMember));
}

function forMember([name, value]: JsonPart): JsonPart {
  if (!(value instanceof JsonList)) return [name, withoutHouseFields(value)];
  const { items } = value;
  async function* rows() {
    for await (const row of items) yield withoutHouseFields(row);
  }
  return [name, new JsonList(rows())];
}

async function partsOf(dependencies: MemberExportDependencies, id: string, now: IsoInstant): Promise<JsonPart[]> {
  const { db, members, recordsElsewhere } = dependencies;
  const found = await members.get(id);
  if (!found) throw new RewardsError('MEMBER_NOT_FOUND', { member: id });
  const { consents, ...member } = found;
  const accounts = await readAccounts(db, id);
  const balances = withReconciliation(await members.balances(id), accounts);
  const parts: JsonPart[] = [
    ['exportedAt', now],
    ['member', member],
    ['consents', consents],
    ['balances', balances],
    ['tierProgress', await members.tierProgress(id)],
    ['badges', await readHeldBadges(db, id)],
  ];
  for (const [name, read] of Object.entries(recordsElsewhere)) parts.push([name, new JsonList(read(db, id))]);
  parts.push(
    ['holds', listOf(db, accounts, readHolds)],
    ['lots', listOf(db, accounts, readLots)],
    ['openItems', listOf(db, accounts, readOpenItems)],
    ['entries', listOf(db, accounts, readEntries)],
    ['allocations', listOf(db, accounts, readAllocations)],
  );
  return parts;
}

function fileOf(id: string, now: IsoInstant, parts: readonly JsonPart[]): FileAnswer {
  return {
    name: `member-${id.replace(/[^a-z0-9]/gi, '')}-${now.replace(/[:.]/g, '-')}.json`,
    type: 'application/json; charset=utf-8',
    content: Readable.from(jsonFile(parts)),
  };
}

type Reader = (db: Db, accountId: AccountId) => AsyncIterable<Readonly<Record<string, unknown>>>;

/** The rows of one account after the other. */
function listOf(db: Db, accounts: readonly MemberAccount[], read: Reader): JsonList {
  async function* rows() {
    for (const { id, currency, currencyName, scale } of accounts) {
      const named: CurrencyNameDto = { code: currency, name: currencyName, scale };
      for await (const row of read(db, id)) yield toExported(row, named);
    }
  }
  return new JsonList(rows());
}
