import { type CheckReport, type FindingDto, LIMITS, type Scope } from '../contract';
import { type Db, formatAmount, type Readers, snapshot } from '../kernel';
import { type Account, accountsAfter, type Engine, findOwners, type Rulebook, toScope } from '../ledger';
import { emptyHeadDrifts } from './store/check-head';
import { type Drift, findDrifts } from './store/check-store';

/** Accounts whose standing is compared at a time. */
const PAGE = 5_000;
const RANKS = ['level', 'tier'] as const;

/**
 * Compares every projection with the ledger and writes nothing (L32). Everything is read from one snapshot, so postings that
 * go on meanwhile are neither waited for nor mistaken for a drift.
 */
export async function check(engine: Engine, scope: Scope = {}): Promise<CheckReport> {
  const asked = toScope(scope);
  const joined = engine.transactions.current();
  // The rules of the same instant: others, edited since or before, would make drifts of what is right.
  const read = async (readers: Readers) => compare(engine, await engine.rulebookIn(readers[0]), readers, asked);
  return joined ? read([joined]) : snapshot(engine.db, engine.dialect, read);
}

/** What drifted, in the snapshot of the readers. */
export async function compare(
  engine: Engine,
  rulebook: Rulebook,
  readers: Readers,
  scope: Scope,
): Promise<CheckReport> {
  const [db] = readers;
  const { drifts, accountsChecked } = await driftsIn(engine, rulebook, readers, scope);
  const listed = drifts.slice(0, LIMITS.findings);
  const owners = await findOwners(db, [...new Set(listed.map((drift) => drift.accountId))]);
  return {
    accountsChecked,
    accountsDrifted: new Set(drifts.map((drift) => drift.accountId)).size,
    findings: listed.map((drift) => toFinding(drift, owners.get(drift.accountId), rulebook)),
    truncated: drifts.length > listed.length,
  };
}

/** Every drift of the scope, and how many accounts were looked at. */
export async function driftsIn(
  engine: Engine,
  rulebook: Rulebook,
  readers: Readers,
  scope: Scope,
): Promise<{ drifts: Drift[]; accountsChecked: number }> {
  const [db] = readers;
  const drifts = await findDrifts(readers, engine.dialect, scope);
  let accountsChecked = 0;
  for (let after = 0; ;) {
    const page = await accountsAfter(db, after, PAGE, scope);
    accountsChecked += page.length;
    drifts.push(...emptyHeadDrifts(page), ...(await standingDrifts(engine, rulebook, db, page)));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { drifts, accountsChecked };
    after = last.id;
  }
}

/** L26. Levels and tiers follow from the account's figures, on the account and on the member. */
export async function standingDrifts(
  engine: Engine,
  rulebook: Rulebook,
  db: Db,
  accounts: readonly Account[],
): Promise<Drift[]> {
  const driving = accounts.filter(({ currency }) => {
    const { level, tier } = rulebook.drives(currency);
    return level || tier;
  });
  const members =
    driving.length > 0 ? await engine.standingsOf(db, [...new Set(driving.map((one) => one.member))]) : null;
  return accounts.flatMap((account) => {
    const standing = rulebook.standing(account.currency, account);
    const drives = rulebook.drives(account.currency);
    return RANKS.flatMap((kind): Drift[] => {
      const expected = standing[kind];
      const ofMember = drives[kind] ? (members?.get(account.member) ?? standing)[kind] : expected;
      const actual = account[kind] === expected ? ofMember : account[kind];
      if (actual === expected) return [];
      const texts = { expected: expected ?? '', actual: actual ?? '' };
      return [{ kind, accountId: account.id, subject: null, field: kind, ...texts, isMoney: false }];
    });
  });
}

function toFinding(
  drift: Drift,
  owner: { readonly member: string; readonly currency: string } | undefined,
  rulebook: Rulebook,
): FindingDto {
  const scale = rulebook.currency(owner?.currency ?? '')?.scale ?? 0;
  const figure = (text: string) => (drift.isMoney && text !== '' ? formatAmount(BigInt(text), scale) : text);
  return {
    kind: drift.kind,
    accountId: String(drift.accountId),
    member: owner?.member ?? '',
    currency: owner?.currency ?? '',
    subject: drift.subject,
    expected: figure(drift.expected),
    actual: figure(drift.actual),
  };
}
