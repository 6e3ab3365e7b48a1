import type { Knex } from 'knex';
import {
  type LeftAloneDto,
  type LeftAloneReason,
  LIMITS,
  type RebuildOptions,
  type RebuildReport,
  type Scope,
} from '../contract';
import { type AccountId, type Db, present, type Readers, snapshot, withRoom, writeRows } from '../kernel';
import {
  type Account,
  accountTable,
  compareWithSnapshot,
  emptyAccount,
  type Engine,
  findOwners,
  genesisHash,
  holdTable,
  lockAccounts,
  lotTable,
  openItemTable,
  postedBetween,
  Projection,
  type Rulebook,
  toScope,
} from '../ledger';
import { driftsIn } from './check';
import { ChainFollower } from './follow-chain';
import { giveIdBack, reconcileTable } from './store/rebuild-store';

/** Rows of an account that are read at a time. */
const PAGE = 5_000;

/** What a rebuild wrote of one account, or why it wrote nothing. */
export type Rebuilt =
  | { readonly lots: number; readonly holds: number; readonly standing: boolean }
  | { readonly accountId: AccountId; readonly leftAlone: LeftAloneReason };

/**
 * Recomputes the projections of every account that drifted, from its ledger rows, and writes only what differs (L31).
 * One transaction an account, under the account's lock, so that postings go on meanwhile. The ledger is not touched, and an
 * account whose rows are not sound is left alone. Asked to stop, it ends before the next account.
 */
export async function rebuild(
  engine: Engine,
  scope: Scope = {},
  { signal }: RebuildOptions = {},
): Promise<RebuildReport> {
  const asked = toScope(scope);
  const joined = engine.transactions.current();
  const find = async (readers: Readers) => driftsIn(engine, await engine.rulebookIn(readers[0]), readers, asked);
  const { drifts, accountsChecked } = await (joined ? find([joined]) : snapshot(engine.db, engine.dialect, find));
  const ids = [...new Set(drifts.map((drift) => drift.accountId))];
  const done = await rebuildAccounts(engine, ids, signal ? { signal } : {});
  const rebuilt = done.filter((one) => 'lots' in one);
  const leftAlone = done.filter((one) => 'leftAlone' in one);
  return {
    accountsChecked,
    accountsRebuilt: rebuilt.length,
    lotsRebuilt: rebuilt.reduce((sum, one) => sum + one.lots, 0),
    holdsRebuilt: rebuilt.reduce((sum, one) => sum + one.holds, 0),
    standingsRebuilt: rebuilt.filter((one) => one.standing).length,
    accountsLeftAlone: leftAlone.length,
    leftAlone: await toLeftAlone(joined ?? engine.db, leftAlone.slice(0, LIMITS.findings)),
  };
}

async function toLeftAlone(
  db: Db,
  accounts: readonly { readonly accountId: AccountId; readonly leftAlone: LeftAloneReason }[],
): Promise<LeftAloneDto[]> {
  const owners = await findOwners(
    db,
    accounts.map(({ accountId }) => accountId),
  );
  return accounts.map(({ accountId, leftAlone }) => {
    const { member = '', currency = '' } = owners.get(accountId) ?? {};
    return { accountId: String(accountId), member, currency, reason: leftAlone };
  });
}

export interface RebuildAccountsOptions extends RebuildOptions {
  /** Takes the rows as they are, also where they are not sound: for a person who has seen that and corrects it by a posting. */
  readonly despiteDamage?: boolean;
}

/** Rebuilds accounts in the order of their ids, whether they drifted or not, until it is asked to stop. */
export async function rebuildAccounts(
  engine: Engine,
  accountIds: readonly AccountId[],
  { signal, despiteDamage = false }: RebuildAccountsOptions = {},
): Promise<Rebuilt[]> {
  const isJoined = engine.transactions.current() !== undefined;
  const rebuilt: Rebuilt[] = [];
  for (const id of [...accountIds].sort((a, b) => a - b)) {
    if (signal?.aborted) break;
    const work = () => engine.transactions.run((trx) => rebuildAccount(engine, trx, id, despiteDamage));
    rebuilt.push(await (isJoined ? work() : withRoom(engine.db, work)));
  }
  return rebuilt;
}

async function rebuildAccount(
  engine: Engine,
  trx: Knex.Transaction,
  id: AccountId,
  despiteDamage: boolean,
): Promise<Rebuilt> {
  const { dialect } = engine;
  const rulebook = await engine.lockRules(trx);
  const [locked] = await lockAccounts(trx, dialect, [id]);
  if (locked) await compareWithSnapshot(trx, [locked]);
  const { projection, owner, isWhole } = await readChain(trx, id, despiteDamage);
  if (!isWhole && !despiteDamage) return { accountId: id, leftAlone: 'chain' };
  if (locked && !despiteDamage && isCutOff(locked, projection)) return { accountId: id, leftAlone: 'cut-off' };
  const lots = await reconcileTable(trx, dialect, lotTable, id, projection.lots);
  const holds = await reconcileTable(trx, dialect, holdTable, id, projection.holds);
  await reconcileTable(trx, dialect, openItemTable, id, projection.openItems);
  // Something stood under an account that there never was.
  if (!locked && !owner) return { lots, holds, standing: false };
  const before = locked ?? (await restoreAccount(engine, trx, id, present(owner, 'the owner of the rows')));
  // Whose it is, only a sound chain tells better than the account.
  const owned = isWhole ? { ...before, ...owner } : before;
  const after = withStanding(rebuiltAccount(owned, projection), rulebook);
  await writeRows(trx, dialect, [accountTable.updated([after])]);
  const standing = await repairStanding(engine, rulebook, trx, before, after);
  return { lots, holds, standing };
}

/** What an account's rows say, up to where its chain breaks or, `despiteDamage`, all of them. */
async function readChain(trx: Knex.Transaction, accountId: AccountId, despiteDamage: boolean) {
  const projection = new Projection();
  const chain = new ChainFollower();
  let isWhole = true;
  for (let after = 0; ;) {
    const page = await postedBetween(trx, accountId, after, Number.MAX_SAFE_INTEGER, PAGE);
    for (const posted of page) {
      isWhole &&= chain.accepts(posted);
      if (!isWhole && !despiteDamage) return { projection, owner: chain.owner, isWhole };
      projection.add(posted);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { projection, owner: chain.owner, isWhole };
    after = last.entry.sequence;
  }
}

/** Whether the account's newest rows are gone. If it knows the hash of the newest one there is, only its count is wrong. */
const isCutOff = (account: Account, { sequence, lastHash }: Projection): boolean =>
  account.sequence > sequence && account.lastHash !== (lastHash ?? genesisHash(account.member, account.currency));

/** Puts the member where the account says, if the currency has a say in it. */
async function repairStanding(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  before: Account,
  after: Account,
): Promise<boolean> {
  const { member, currency } = after;
  const drives = rulebook.drives(currency);
  const stored = (await engine.standingsOf(trx, [member])).get(member) ?? after;
  const now = { level: drives.level ? stored.level : after.level, tier: drives.tier ? stored.tier : after.tier };
  const isDrifted = now.level !== after.level || now.tier !== after.tier;
  if (isDrifted) await engine.onStandingChanged(trx, [{ member, currency, before: now, former: now, after }]);
  return isDrifted || before.level !== after.level || before.tier !== after.tier;
}

/** The account's row is a projection too: its rows say whose it is. */
async function restoreAccount(
  engine: Engine,
  trx: Knex.Transaction,
  id: AccountId,
  owner: { readonly member: string; readonly currency: string },
): Promise<Account> {
  const account = { ...emptyAccount(owner.member, owner.currency), id };
  if (!(await giveIdBack(trx, id, owner))) await writeRows(trx, engine.dialect, [accountTable.inserted([account])]);
  return account;
}

function rebuiltAccount(before: Account, projection: Projection): Account {
  const due = projection.nextDueAt;
  // A hint that is early costs one look; one that is late would pass something over.
  const hintHolds = due === null || (before.nextDueAt !== null && before.nextDueAt <= due);
  return {
    ...before,
    sequence: projection.sequence,
    balance: projection.balance,
    held: projection.held,
    lifetimeEarned: projection.lifetimeEarned,
    lifetimeSpent: projection.lifetimeSpent,
    arrears: projection.arrears,
    lastPostedAt: projection.lastPostedAt,
    lastHash: projection.lastHash ?? genesisHash(before.member, before.currency),
    nextDueAt: hintHolds ? before.nextDueAt : due,
  };
}

const withStanding = (account: Account, rulebook: Rulebook): Account => ({
  ...account,
  ...rulebook.standing(account.currency, account),
});
