import { type AccountId, type Db, type Milliseconds, type MinorUnits, present, readInteger, ZERO } from '../../kernel';
import type { DraftContents } from '../rules/account-draft';
import type { Command } from './command';
import { readShortfalls } from './read-shortfalls';
import { spendOrders } from '../rules/spend-queue';
import { type CurrencyRules, type Rulebook, rulesOf } from '../rulebook';
import {
  type Account,
  freeOf,
  type Hold,
  type HoldHead,
  type HoldPart,
  isDue,
  type Lot,
  type OpenItem,
  type Posted,
  type StoredAllocation,
} from '../state';
import type { Reversal } from '../rules/reversed';
import { findAllocations, findEntries, findWriteOffs } from '../store/entry-store';
import { findDueHolds, findHolds, findOpenItems, nextHoldTimeout } from '../store/hold-store';
import { findDueLots, findFirstLots, findLots, findSpendableLots, nextLotExpiry } from '../store/lot-store';
import { findReversals } from '../store/reversal-store';

/** Lots that are read of each account at first: what nearly every spend needs. */
const FIRST_LOTS = 32;
/** Lots of one further read, for the account that needs more. */
const MORE_LOTS = 5_000;

/** What has been read of one account so far; a lot is kept once, whatever it was read for. */
class Contents implements DraftContents {
  private readonly lotById = new Map<string, Lot>();
  private readonly holdById = new Map<string, Hold>();
  readonly openItems: OpenItem[] = [];
  readonly targets: Posted[] = [];
  readonly reversals: Reversal[] = [];
  readonly writtenOff: [string, MinorUnits][] = [];
  dueAfterNow: Milliseconds | null;
  /** Whether a grant was reversed whose lot something may come back to. */
  tookBack = false;

  constructor(
    readonly account: Account,
    readonly rules: CurrencyRules,
    readonly commands: readonly Command[],
    now: Milliseconds,
  ) {
    this.now = Math.max(now, account.lastPostedAt);
    // What is not read because nothing is due yet is not due before this. Where something is due, `due` reads on.
    this.dueAfterNow = account.nextDueAt;
  }

  readonly now: Milliseconds;

  get lots(): Iterable<Lot> {
    return this.lotById.values();
  }

  get holds(): Iterable<Hold> {
    return this.holdById.values();
  }

  private lot(id: string): Lot {
    return present(this.lotById.get(id), `the lot ${id} of a hold`);
  }

  get isDue(): boolean {
    return this.account.nextDueAt !== null && this.account.nextDueAt <= this.now;
  }

  addLot(lot: Lot): void {
    this.lotById.set(lot.id, lot);
  }

  /** A hold and what it still has, in spend order. Its lots have been added before. */
  addHold(hold: HoldHead, allocations: readonly StoredAllocation[]): void {
    const held = new Map<string, MinorUnits>();
    for (const part of allocations) held.set(part.lotId, ((held.get(part.lotId) ?? 0n) + part.held) as MinorUnits);
    const parts = [...held]
      .filter(([, amount]) => amount !== 0n)
      .map(([lotId, amount]): HoldPart => ({ lotId, held: amount }));
    const order = spendOrders[this.rules.spendOrder];
    parts.sort((a, b) => order(this.lot(a.lotId), this.lot(b.lotId)));
    this.holdById.set(hold.id, { ...hold, parts });
  }

  /** The most that the commands can take out of the lots: so much has to be read. */
  get most(): bigint {
    return this.commands.reduce((sum, command) => sum + this.mostOf(command), 0n);
  }

  private mostOf(command: Command): bigint {
    if (command.type === 'deduct' || command.type === 'reserve') return command.amount;
    if (command.type === 'adjust') return command.amount < 0n ? -command.amount : 0n;
    return this.takenBackBy(command);
  }

  /** Whether a command may fall short of something that a later one of them settles (L30). */
  get mayFallShort(): boolean {
    return this.commands.some((command) => this.takenBackBy(command) > 0n);
  }

  /** The most that a command takes back of a grant. */
  private takenBackBy(command: Command): MinorUnits {
    if (command.type !== 'reverse') return ZERO;
    return this.targets.find(({ entry }) => entry.id === command.entryId)?.entry.lotOpened ?? ZERO;
  }
}

/**
 * Reads what the decisions on these commands need, and no more: the rows to be reversed, the holds in question, what
 * has fallen due, and as many lots in spend order as the commands can take. A statement serves all accounts of the
 * batch, wherever that is possible.
 *
 * @param accounts the batch's accounts, locked
 */
export async function readNeeds(
  rulebook: Rulebook,
  trx: Db,
  accounts: ReadonlyMap<AccountId, Account>,
  commandsOf: ReadonlyMap<AccountId, readonly Command[]>,
  now: Milliseconds,
): Promise<ReadonlyMap<AccountId, DraftContents & { readonly account: Account }>> {
  const all = new Map<AccountId, Contents>();
  for (const [id, commands] of commandsOf) {
    const account = present(accounts.get(id), `the lock on account ${id}`);
    all.set(id, new Contents(account, rulesOf(rulebook, account.currency), commands, now));
  }
  const read = new Reader(trx, all);
  await read.targets();
  await read.holds();
  await read.shortfalls();
  await read.due();
  await read.spendable();
  await read.openItems();
  return all;
}

class Reader {
  private readonly contents: readonly Contents[];
  /** Lots that something may come back to. */
  private readonly givenBackTo = new Set<string>();

  constructor(
    private readonly trx: Db,
    private readonly all: ReadonlyMap<AccountId, Contents>,
  ) {
    this.contents = [...all.values()];
  }

  async targets(): Promise<void> {
    const ids = this.idsIn('entryId');
    if (ids.length === 0) return;
    const entries = await findEntries(this.trx, ids);
    const allocations = groupBy(await findAllocations(this.trx, 'entry_id', ids), (part) => part.entryId);
    const opened = entries.filter((entry) => entry.lotOpened > 0n).map((entry) => entry.id);
    const touched = [...allocations.values()].flat().map((part) => part.lotId);
    await this.addLots([...opened, ...touched]);
    for (const lotId of touched) this.givenBackTo.add(lotId);
    const reversals = groupBy(await findReversals(this.trx, ids), ({ reversesId }) => reversesId);
    const writeOffs = opened.length > 0 ? await findWriteOffs(this.trx, opened) : new Map<string, MinorUnits>();
    for (const entry of entries) {
      const contents = this.of(entry);
      contents.targets.push({ entry, allocations: allocations.get(entry.id) ?? [] });
      contents.reversals.push(...(reversals.get(entry.id) ?? []));
      const writtenOff = writeOffs.get(entry.id);
      if (writtenOff !== undefined) contents.writtenOff.push([entry.id, writtenOff]);
    }
  }

  async holds(): Promise<void> {
    const ids = this.idsIn('holdId');
    const holds = ids.length > 0 ? await findHolds(this.trx, ids) : [];
    for (const { account, now, isDue: due } of this.contents) {
      if (due) holds.push(...(await findDueHolds(this.trx, account.id, now)));
    }
    if (holds.length === 0) return;
    const holdIds = [...new Set(holds.map((hold) => hold.id))];
    const allocations = await findAllocations(this.trx, 'hold_id', holdIds);
    await this.addLots(allocations.map((part) => part.lotId));
    for (const { lotId } of allocations) this.givenBackTo.add(lotId);
    const byHold = groupBy(allocations, (part) => part.holdId);
    for (const hold of holds) this.of(hold).addHold(hold, byHold.get(hold.id) ?? []);
  }

  /** L43. The reversals of the grants of lots that something may come back to; they stand among the targets. */
  async shortfalls(): Promise<void> {
    if (this.givenBackTo.size === 0) return;
    if (!(await this.mayAnythingBeOwed())) return;
    for (const posted of await readShortfalls(this.trx, [...this.givenBackTo])) {
      const contents = this.of(posted.entry);
      contents.targets.push(posted);
      contents.tookBack = true;
    }
  }

  /** Nearly always nobody owes anything, and then there is nothing to be settled by what comes back. */
  private async mayAnythingBeOwed(): Promise<boolean> {
    if (this.contents.some((one) => one.mayFallShort)) return true;
    const ids = this.contents.map((one) => one.account.id);
    return (await findOpenItems(this.trx, ids)).length > 0;
  }

  async due(): Promise<void> {
    for (const contents of this.contents.filter((one) => one.isDue)) {
      const { account, now } = contents;
      for (const lot of await findDueLots(this.trx, account.id, now)) contents.addLot(lot);
      const next = [await nextLotExpiry(this.trx, account.id, now), await nextHoldTimeout(this.trx, account.id, now)];
      const instants = next.filter((column) => column !== null).map(readInteger);
      contents.dueAfterNow = instants.length > 0 ? Math.min(...instants) : null;
    }
  }

  async spendable(): Promise<void> {
    const spending = this.contents.filter((one) => one.most > 0n);
    const byOrder = groupBy(spending, (one) => one.rules.spendOrder);
    for (const [order, group] of byOrder) {
      const ids = group.map((one) => one.account.id);
      const [only, ...others] = ids;
      const first =
        only !== undefined && others.length === 0
          ? await findSpendableLots(this.trx, only, order, FIRST_LOTS, 0)
          : await findFirstLots(this.trx, ids, order, FIRST_LOTS);
      const byAccount = groupBy(first, (lot) => lot.accountId);
      for (const one of group) await this.completeSpendable(one, byAccount.get(one.account.id) ?? []);
    }
  }

  async openItems(): Promise<void> {
    const ids = this.contents.filter((one) => one.account.arrears > 0n || one.tookBack).map((one) => one.account.id);
    if (ids.length === 0) return;
    for (const item of await findOpenItems(this.trx, ids)) this.of(item).openItems.push(item);
  }

  /** Reads on in spend order until the lots cover what may be taken, or there are no more. */
  private async completeSpendable(contents: Contents, first: readonly Lot[]): Promise<void> {
    let covered = 0n;
    const add = (lots: readonly Lot[]): void => {
      for (const lot of lots) {
        contents.addLot(lot);
        if (!isDue(lot, contents.now)) covered += freeOf(lot);
      }
    };
    add(first);
    let read = first.length;
    for (let full = read === FIRST_LOTS; full && covered < contents.most;) {
      const { account, rules } = contents;
      const more = await findSpendableLots(this.trx, account.id, rules.spendOrder, MORE_LOTS, read);
      add(more);
      read += more.length;
      full = more.length === MORE_LOTS;
    }
  }

  private async addLots(ids: readonly string[]): Promise<void> {
    const lots = await findLots(this.trx, [...new Set(ids)]);
    for (const lot of lots) this.of(lot).addLot(lot);
  }

  private of({ accountId }: { readonly accountId: AccountId }): Contents {
    return present(this.all.get(accountId), `account ${accountId} of the batch`);
  }

  private idsIn(field: 'holdId' | 'entryId'): string[] {
    const commands = this.contents.flatMap((one) => one.commands) as Partial<Record<typeof field, string>>[];
    return [...new Set(commands.flatMap((command) => command[field] ?? []))];
  }
}

function groupBy<K, T>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
