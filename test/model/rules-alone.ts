/**
 * The ledger's rules without a database: the engine's own validation, drafts and decisions on accounts that are kept in
 * maps. It stands in for what lies around the rules (locks, reads, writes), and so for nothing that the rules decide.
 */
import type {
  BalanceDto,
  BalanceQuery,
  ExpireDueResult,
  PostingInput,
  PostingResult,
  PostManyOptions,
} from '../../server/contract';
import { createIdSource, formatAmount, type MinorUnits, RewardsError, ZERO } from '../../server/kernel';
import { AccountDraft, type DraftContents } from '../../server/ledger/rules/account-draft';
import type { Outcome } from '../../server/ledger/posting/batch';
import { entryHash } from '../../server/ledger/chain';
import type { Command } from '../../server/ledger/posting/command';
import { toEntryDto, toOutcomeDto, toResult } from '../../server/ledger/dto';
import { requireSameContent } from '../../server/ledger/posting/replay';
import { type CurrencyRules, type Rulebook, rulesOf } from '../../server/ledger/rulebook';
import { decide, requirePast } from '../../server/ledger/rules/decide';
import { Projection } from '../../server/ledger/rules/projection';
import { settle } from '../../server/ledger/rules/settle';
import { spendOrders } from '../../server/ledger/rules/spend-queue';
import type { Account, Hold, Lot, OpenItem, Posted } from '../../server/ledger/state';
import { emptyAccount } from '../../server/ledger/store/account-store';
import { toCommand } from '../../server/ledger/posting/validate';
import { ladder, standing } from '../../server/members/standing-rules';
import { ManualClock } from '../support/clock';
import { CLOCK_SKEW, DAY, type ModelCurrency } from './model-account';
import { expectEqual } from './expect-equal';
import { expectSameRows, projectionsOf } from './inspect';
import type { Model } from './model';
import type { Ladders } from './rules';
import { standingOf } from './ranks';
import type { AccountName, Edit, Subject } from './subject';

type Success = Extract<Outcome, { ok: true }>;

/** An account with all that belongs to it. Replaced as a whole, never changed. */
interface Shelf {
  readonly account: Account;
  readonly lots: ReadonlyMap<string, Lot>;
  readonly holds: ReadonlyMap<string, Hold>;
  readonly openItems: ReadonlyMap<string, OpenItem>;
  readonly rows: readonly Posted[];
}

/** An account and the working copy on which a batch is decided. */
interface Draft {
  readonly shelf: Shelf;
  readonly reference: AccountDraft;
}

/** Replaced as a whole, so that what it was before is all there. */
interface State {
  readonly shelves: ReadonlyMap<string, Shelf>;
  readonly posted: ReadonlyMap<string, Success>;
  readonly currencies: ReadonlyMap<string, ModelCurrency>;
  /** Made of the currencies when it is first asked for. */
  rulebook?: Rulebook;
}

const inMilliseconds = (days: number | null): number | null => (days === null ? null : days * DAY);
const rulesFrom = ({ expiresAfterDays, reversalGraceDays, ...currency }: ModelCurrency): CurrencyRules => ({
  ...currency,
  lotTerm: inMilliseconds(expiresAfterDays),
  reversalGrace: inMilliseconds(reversalGraceDays),
});

const nameOf = ({ member, currency }: AccountName): string => `${member} ${currency}`;
const emptyShelf = ({ member, currency }: AccountName): Shelf => ({
  account: emptyAccount(member, currency),
  lots: new Map(),
  holds: new Map(),
  openItems: new Map(),
  rows: [],
});

export class RulesAlone implements Subject {
  readonly clock = new ManualClock();
  private state: State;
  private keys = 0;
  private readonly newId = createIdSource();

  constructor(
    private readonly members: ReadonlySet<string>,
    currencies: readonly ModelCurrency[],
    private readonly ladders: Ladders,
  ) {
    const byCode = new Map(currencies.map((currency) => [currency.code, currency]));
    this.state = { shelves: new Map(), posted: new Map(), currencies: byCode };
  }

  key(): string {
    return `key-${(this.keys += 1)}`;
  }

  private get rulebook(): Rulebook {
    return (this.state.rulebook ??= this.rulebookOf(this.state.currencies));
  }

  private rulebookOf(currencies: State['currencies']): Rulebook {
    const { level, tier } = this.ladders;
    const scaleOf = (code: string) => currencies.get(code)!.scale;
    const rules = {
      levels: ladder({ code: level.currency, scale: scaleOf(level.currency) }, level.rungs),
      tiers: ladder({ code: tier.currency, scale: scaleOf(tier.currency) }, tier.rungs),
    };
    return {
      clockSkew: CLOCK_SKEW,
      currency: (code) => {
        const currency = currencies.get(code);
        return currency && rulesFrom(currency);
      },
      drives: (currency) => ({ level: level.currency === currency, tier: tier.currency === currency }),
      standing: (currency, figures) => standing(rules, currency, figures),
    };
  }

  /** The accounts, in the order in which they were opened. */
  get accounts(): Shelf[] {
    return [...this.state.shelves.values()];
  }

  readonly ledger: Subject['ledger'] = {
    grant: (input) => this.postOne({ ...input, type: 'grant' }),
    deduct: (input) => this.postOne({ ...input, type: 'deduct' }),
    reserve: (input) => this.postOne({ ...input, type: 'reserve' }),
    capture: (input) => this.postOne({ ...input, type: 'capture' }),
    release: (input) => this.postOne({ ...input, type: 'release' }),
    reverse: (input) => this.postOne({ ...input, type: 'reverse' }),
    adjust: (input) => this.postOne({ ...input, type: 'adjust' }),
    postMany: (inputs, options) => Promise.resolve(this.postMany(inputs, options).map(toOutcomeDto)),
    expireDue: () => Promise.resolve(this.expireDue()),
    balance: (query) => Promise.resolve(this.balance(query)),
  };

  async inTransaction(work: () => Promise<void>): Promise<void> {
    const before = this.state;
    try {
      await work();
    } catch (error) {
      this.state = before;
      throw error;
    }
  }

  edit({ kind, code, data }: Edit): Promise<null> {
    if (kind !== 'currency') throw new Error('Levels and tiers are edited in a database.');
    const currencies = new Map(this.state.currencies);
    currencies.set(code, { ...currencies.get(code)!, ...data });
    this.state = { ...this.state, currencies, rulebook: undefined };
    return Promise.resolve(null);
  }

  effectiveBalance(): never {
    throw new Error('By effective time it is the database that adds up.');
  }

  /** L31, L5. The rows alone lead to the same account, lots, holds and open items, and each is chained to the one before. */
  rebuildEqualsLive(): Promise<void> {
    for (const { account, lots, holds, openItems, rows } of this.accounts) {
      const rebuilt = new Projection();
      for (const posted of rows) rebuilt.add(posted);
      const { arrears, lastHash } = account;
      expectEqual(
        {
          ...figuresOf(rebuilt),
          arrears: rebuilt.arrears,
          lots: sorted(rebuilt.lots),
          holds: sorted(rebuilt.holds),
          openItems: sorted(rebuilt.openItems),
          hashes: rows.map(({ entry, allocations }) => entryHash(entry, allocations)).slice(0, -1),
          lastHash: rebuilt.lastHash,
        },
        {
          ...figuresOf(account),
          arrears,
          lots: sorted(lots),
          holds: sorted(holds).map(({ parts: _, ...hold }) => hold),
          openItems: sorted(openItems),
          hashes: rows.slice(1).map(({ entry }) => entry.previousHash),
          lastHash,
        },
      );
    }
    return Promise.resolve();
  }

  /** Everything about the accounts, row by row, as the model has it. */
  expectSame(model: Model): void {
    const all = this.accounts;
    expect({
      lots: all
        .flatMap(({ lots }) => [...lots.values()])
        .map(lotRow)
        .sort(byId),
      holds: all
        .flatMap(({ holds }) => [...holds.values()])
        .map(holdRow)
        .sort(byId),
      openItems: all
        .flatMap(({ openItems }) => [...openItems.values()])
        .map(itemRow)
        .sort(byId),
    }).toEqual(projectionsOf(model.accounts));
    for (const reference of model.accounts) {
      const { account, rows } = this.state.shelves.get(
        nameOf({ member: reference.member, currency: reference.currency.code }),
      )!;
      expectSameRows(
        rows.map(({ entry }) => toEntryDto(entry, reference.currency.scale)),
        reference,
      );
      const { level, tier } = this.ladders;
      const expected = standingOf(model, reference.member);
      if (account.currency === level.currency) expect(account.level).toBe(expected.level);
      if (account.currency === tier.currency) expect(account.tier).toBe(expected.tier);
    }
  }

  private async postOne(input: PostingInput): Promise<PostingResult> {
    const [outcome] = this.postMany([input]);
    if (!outcome!.ok) throw outcome!.error;
    return Promise.resolve(toResult(outcome!));
  }

  /** As the engine does it: one draft an account for the whole batch, all of it written or nothing. */
  private postMany(inputs: readonly PostingInput[], { allOrNothing = false }: PostManyOptions = {}): Outcome[] {
    const drafts = new Map<string, Draft>();
    const posted = new Map(this.state.posted);
    const outcomes = inputs.map((input) => outcomeOf(() => this.execute(input, drafts, posted)));
    if (allOrNothing && !outcomes.every(({ ok }) => ok)) {
      const isUndone = (outcome: Outcome) => outcome.ok && !this.state.posted.has(outcome.entry.keyHash);
      return outcomes.map((outcome) =>
        isUndone(outcome) ? { ok: false, error: new RewardsError('BATCH_ROLLED_BACK') } : outcome,
      );
    }
    this.put([...drafts.values()]);
    this.state = { ...this.state, posted };
    return outcomes;
  }

  private execute(input: PostingInput, drafts: Map<string, Draft>, posted: Map<string, Success>): Success {
    const rulebook = this.rulebook;
    const now = this.clock.now();
    const command = toCommand(input, rulebook, now);
    const shelf = this.shelfOf(command);
    const before = posted.get(command.keyHash);
    if (before) {
      requireSameContent(command, before.entry, before.scale);
      return before;
    }
    if (shelf instanceof RewardsError) {
      requirePast(command, now);
      throw shelf;
    }
    const name = nameOf(shelf.account);
    const draft = drafts.get(name) ?? { shelf, reference: this.open(shelf) };
    drafts.set(name, draft);
    const { primary, caused } = decide(draft.reference, command);
    const { scale } = rulesOf(rulebook, primary.entry.currency);
    const success = { ok: true, entry: primary.entry, caused: caused.map(({ entry }) => entry), scale } as const;
    posted.set(command.keyHash, { ...success, replayed: true });
    return { ...success, replayed: false };
  }

  private shelfOf(command: Command): Shelf | RewardsError {
    if ('member' in command) {
      const shelf = this.state.shelves.get(nameOf(command));
      if (shelf) return shelf;
      if (this.members.has(command.member)) return emptyShelf(command);
      return new RewardsError('MEMBER_NOT_FOUND', { member: command.member });
    }
    if ('holdId' in command) {
      const { holdId } = command;
      return this.accounts.find(({ holds }) => holds.has(holdId)) ?? new RewardsError('HOLD_NOT_FOUND', { holdId });
    }
    const { entryId } = command;
    const shelf = this.accounts.find(({ rows }) => rows.some(({ entry }) => entry.id === entryId));
    return shelf ?? new RewardsError('ENTRY_NOT_FOUND', { entryId });
  }

  private open({ account, lots, holds, openItems, rows }: Shelf): AccountDraft {
    const rules = rulesOf(this.rulebook, account.currency);
    const now = Math.max(this.clock.now(), account.lastPostedAt);
    const order = spendOrders[rules.spendOrder];
    const inSpendOrder = (hold: Hold): Hold => ({
      ...hold,
      parts: [...hold.parts].sort((a, b) => order(lots.get(a.lotId)!, lots.get(b.lotId)!)),
    });
    const contents: DraftContents = {
      lots: lots.values(),
      holds: [...holds.values()].map(inSpendOrder),
      openItems: [...openItems.values()].filter(({ remaining }) => remaining > 0n),
      targets: rows,
      reversals: rows.map(({ entry }) => entry),
      writtenOff: writeOffsIn(rows),
      dueAfterNow: null,
    };
    return new AccountDraft(account, rules, now, this.newId, contents);
  }

  private put(drafts: readonly Draft[]): void {
    const shelves = new Map(this.state.shelves);
    for (const { shelf, reference } of drafts.filter((draft) => draft.reference.isChanged)) {
      const { account, lots, holds, posted } = reference;
      const openItems = new Map([...shelf.openItems, ...reference.openItems]);
      const standing = this.rulebook.standing(account.currency, account);
      const rows = [...shelf.rows, ...posted];
      shelves.set(nameOf(account), { account: { ...account, ...standing }, lots, holds, openItems, rows });
    }
    this.state = { ...this.state, shelves };
  }

  private expireDue(): ExpireDueResult {
    const result = { accounts: 0, lotsExpired: 0, holdsReleased: 0, failed: 0 };
    for (const shelf of this.accounts) {
      const { nextDueAt } = shelf.account;
      if (nextDueAt === null || nextDueAt > this.clock.now()) continue;
      const reference = this.open(shelf);
      settle(reference);
      this.put([{ shelf, reference }]);
      result.accounts += 1;
      result.lotsExpired += reference.posted.filter(({ entry }) => entry.type === 'expire').length;
      result.holdsReleased += reference.posted.filter(({ entry }) => entry.type === 'release').length;
    }
    return result;
  }

  private balance({ at, basis: _, ...name }: BalanceQuery): BalanceDto {
    const shelf = this.state.shelves.get(nameOf(name)) ?? emptyShelf(name);
    const { scale } = rulesOf(this.rulebook, name.currency);
    const dto = (figures: ReturnType<typeof figuresOf>, available: bigint): BalanceDto => ({
      ...name,
      sequence: figures.sequence,
      balance: formatAmount(figures.balance, scale),
      held: formatAmount(figures.held, scale),
      available: formatAmount(available, scale),
      lifetimeEarned: formatAmount(figures.lifetimeEarned, scale),
      lifetimeSpent: formatAmount(figures.lifetimeSpent, scale),
    });
    if (at === undefined) {
      const reference = this.open(shelf);
      settle(reference);
      return dto(shelf.account, reference.available);
    }
    const instant = new Date(at).getTime();
    const past = new Projection();
    for (const posted of shelf.rows) if (posted.entry.postedAt <= instant) past.add(posted);
    return dto(past, past.availableAt(instant));
  }
}

const figuresOf = ({ balance, held, lifetimeEarned, lifetimeSpent, sequence }: Pick<Account, FigureName>) => ({
  balance,
  held,
  lifetimeEarned,
  lifetimeSpent,
  sequence,
});
type FigureName = 'balance' | 'held' | 'lifetimeEarned' | 'lifetimeSpent' | 'sequence';

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
const text = (value: bigint | number | null): string | null => (value === null ? null : value.toString());
const lotRow = ({ id, amount, remaining, held, earnedAt, expiresAt }: Lot) => ({
  id,
  amount: text(amount),
  remaining: text(remaining),
  held: text(held),
  earned_at: text(earnedAt),
  expires_at: text(expiresAt),
  is_open: remaining > 0n ? '1' : '0',
});
const holdRow = ({ id, amount, captured, released, status, expiresAt }: Hold) => ({
  id,
  amount: text(amount),
  captured: text(captured),
  released: text(released),
  status,
  expires_at: text(expiresAt),
});
const itemRow = ({ id, policy, amount, remaining }: OpenItem) => ({
  id,
  policy,
  amount: text(amount),
  remaining: text(remaining),
});

const sorted = <T extends { readonly id: string }>(things: ReadonlyMap<string, T>): T[] =>
  [...things.values()].sort(byId);

function writeOffsIn(rows: readonly Posted[]): Map<string, MinorUnits> {
  const sums = new Map<string, MinorUnits>();
  for (const { entry, allocations } of rows) {
    if (entry.type !== 'expire') continue;
    for (const { lotId, amount } of allocations) sums.set(lotId, ((sums.get(lotId) ?? ZERO) - amount) as MinorUnits);
  }
  return sums;
}

function outcomeOf(work: () => Success): Outcome {
  try {
    return work();
  } catch (error) {
    if (error instanceof RewardsError) return { ok: false, error };
    throw error;
  }
}
