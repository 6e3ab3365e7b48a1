import type { Knex } from 'knex';
import type { EvidenceDto } from '../../contract';
import {
  type AccountId,
  chunksOf,
  type Db,
  type Milliseconds,
  readAccountId,
  type Readers,
  snapshot,
} from '../../kernel';
import { standingDrifts } from '../check';
import { rebuildAccounts } from '../rebuild';
import { type Account, type Engine, findAccountsWithoutRow, findOwners, type Rulebook } from '../../ledger';
import { emptyHeadDrifts } from '../store/check-head';
import { type Drift, findDrifts, type Look } from '../store/check-store';
import { verifyAccounts } from '../verify-chain';
import {
  accountsOf,
  areAllMembers,
  countMembers,
  type Duplicate,
  findDuplicates,
  findGaps,
  markReconciled,
  membersAfter,
  type MemberScope,
} from './audit-store';
import { gatherEvidence } from './evidence';
import { type AuditFinding, ofChain, ofDrift, ofDuplicate, ofGap, type Owned } from './finding';

/** Accounts whose standing is compared at a time. */
const PAGE = 5_000;

/** What an examination looked at, and what is untrue of it. */
export interface Examination {
  readonly accountIds: readonly AccountId[];
  readonly findings: readonly AuditFinding[];
}

/** What reconciliation asks of the ledger. Nothing of it changes a balance. */
export interface LedgerAudit {
  countMembers(scope: MemberScope): Promise<number>;
  membersAfter(after: string, most: number, scope: MemberScope): Promise<string[]>;
  /** Everything that is untrue of these members' accounts, seen from one snapshot. */
  examine(members: readonly string[], options: { readonly verifyChain: boolean }): Promise<Examination>;
  /** As `examine`, of one member, in a transaction of the caller's. */
  examineIn(db: Db, member: string, options: { readonly verifyChain: boolean }): Promise<Examination>;
  /** Accounts that have rows, but are missing themselves. */
  examineHeadless(): Promise<Examination>;
  /** The rows that prove a finding, as they stand. */
  evidence(db: Db, finding: AuditFinding): Promise<EvidenceDto[]>;
  /**
   * Recomputes the projections of accounts, the account's own row included; joins the caller's transaction. Damaged rows are
   * left alone, unless `despiteDamage`.
   */
  rebuild(accountIds: readonly AccountId[], options?: { readonly despiteDamage: boolean }): Promise<unknown>;
  /** D1. */
  mark(
    trx: Knex.Transaction,
    accountIds: readonly AccountId[],
    status: 'verified' | 'discrepancy',
    at: Milliseconds,
  ): Promise<void>;
}

export function createAudit(engine: Engine): LedgerAudit {
  const { db, dialect } = engine;
  return {
    countMembers: (scope) => countMembers(db, scope),
    membersAfter: (after, most, scope) => membersAfter(db, after, most, scope),
    examine: (members, options) => snapshot(db, dialect, (readers) => examine(engine, readers, members, options)),
    examineIn: (trx, member, options) => examine(engine, [trx], [member], options),
    examineHeadless: () =>
      snapshot(db, dialect, async (readers) => {
        const [trx] = readers;
        const rulebook = await engine.rulebookIn(trx);
        const accountIds = (await findAccountsWithoutRow(trx)).map(readAccountId);
        const owners = await findOwners(trx, accountIds);
        const owned = ownedBy(
          rulebook,
          [...owners].map(([id, owner]) => ({ id, ...owner })),
        );
        const drifts = accountIds.length > 0 ? await findDrifts(readers, dialect, { accountIds }) : [];
        return { accountIds, findings: toFindings(drifts, owned, ofDrift) };
      }),
    evidence: gatherEvidence,
    rebuild: (accountIds, options) => rebuildAccounts(engine, accountIds, options),
    mark: markReconciled,
  };
}

async function examine(
  { dialect, ...engine }: Engine,
  readers: Readers,
  members: readonly string[],
  { verifyChain }: { readonly verifyChain: boolean },
): Promise<Examination> {
  const [trx] = readers;
  const rulebook = await engine.rulebookIn(trx);
  // Where these are all that there are, nothing has to be left out; of two readers, one can read meanwhile who they are.
  const isAll = await areAllMembers(trx, members);
  const isReadMeanwhile = isAll && readers.length > 1;
  let accounts = isReadMeanwhile ? [] : await accountsOf(trx, members);
  const part = isReadMeanwhile ? undefined : accounts.map(({ id }) => id);
  const standings: Drift[] = [];
  const duplicates: Duplicate[] = [];
  const besides: Look[] = [
    async (db) => void duplicates.push(...(await findDuplicates(db, dialect, part))),
    async (db) => {
      if (isReadMeanwhile) accounts = await accountsOf(db, members);
      for (const page of chunksOf(PAGE, accounts)) {
        standings.push(...emptyHeadDrifts(page), ...(await standingDrifts({ dialect, ...engine }, rulebook, db, page)));
      }
    },
  ];
  const drifts = await findDrifts(readers, dialect, part && !isAll ? { accountIds: part } : {}, besides);
  const accountIds = accounts.map(({ id }) => id);
  const owned = ownedBy(rulebook, accounts);
  const gappy = drifts.filter(({ kind, field }) => kind === 'sequence' && field === 'rows');
  const gaps = gappy.length > 0 ? await findGaps(trx, [...new Set(gappy.map(({ accountId }) => accountId))]) : [];
  const faults = verifyChain ? await verifyAccounts(trx, accounts) : [];
  const findings = [
    ...toFindings([...drifts, ...standings], owned, ofDrift),
    ...toFindings(gaps, owned, ofGap),
    ...toFindings(duplicates, owned, ofDuplicate),
    ...toFindings(
      faults.map((fault) => ({ ...fault, accountId: readAccountId(fault.accountId) })),
      owned,
      (fault, owner) => ofChain({ ...fault, accountId: String(fault.accountId) }, owner),
    ),
  ];
  return { accountIds, findings: onceEach(findings) };
}

const ownedBy = (
  rulebook: Rulebook,
  accounts: readonly Pick<Account, 'id' | 'member' | 'currency'>[],
): ReadonlyMap<AccountId, Owned> =>
  new Map(
    accounts.map(({ id, member, currency }) => [
      id,
      { accountId: id, member, currency, scale: rulebook.currency(currency)?.scale ?? 0 },
    ]),
  );

function toFindings<T extends { readonly accountId: AccountId }>(
  found: readonly T[],
  owners: ReadonlyMap<AccountId, Owned>,
  of: (one: T, owned: Owned) => AuditFinding | null,
): AuditFinding[] {
  return found.flatMap((one) => {
    const owned = owners.get(one.accountId);
    return owned ? (of(one, owned) ?? []) : [];
  });
}

/** Two checks may tell the same figure: the first one has said it. */
function onceEach(findings: readonly AuditFinding[]): AuditFinding[] {
  const seen = new Map<string, AuditFinding>();
  for (const finding of findings) {
    const { accountId, kind, field, subject } = finding;
    const key = JSON.stringify([accountId, kind, field, subject]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}
