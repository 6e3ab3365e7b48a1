/** One account in memory, decided on by the rules alone, and what can be done to it. */
import fc from 'fast-check';

import type { ReversalPolicy, SpendOrder } from '../../server/contract';
import { createIdSource, minor, readAccountId } from '../../server/kernel';
import { AccountDraft } from '../../server/ledger/rules/account-draft';
import type { Command } from '../../server/ledger/posting/command';
import { decide } from '../../server/ledger/rules/decide';
import { settle } from '../../server/ledger/rules/settle';
import type { CurrencyRules } from '../../server/ledger/rulebook';
import { type Entry, heldOf, type Posted } from '../../server/ledger/state';
import { emptyAccount } from '../../server/ledger/store/account-store';

const START = 1_700_000_000_000;
const DAY = 24 * 60 * 60 * 1000;

export interface Step {
  readonly what: 'grant' | 'deduct' | 'reserve' | 'capture' | 'release' | 'adjust' | 'reverse' | 'tick';
  readonly units: number;
  readonly which: number;
}

export const steps = fc.array(
  fc.record({
    what: fc.constantFrom<Step['what']>(
      ...(['grant', 'grant', 'deduct', 'deduct', 'reserve', 'capture', 'release', 'adjust'] as const),
      ...(['reverse', 'reverse', 'reverse', 'tick'] as const),
    ),
    units: fc.integer({ min: 1, max: 30 }),
    which: fc.nat(9),
  }),
  { minLength: 1, maxLength: 40 },
);

export interface Settings {
  readonly policy: ReversalPolicy;
  readonly spendOrder: SpendOrder;
  /** Days; null: none. */
  readonly grace: number | null;
  /** Days after which what is granted expires; null: never. */
  readonly term: number | null;
}

export class Sheet {
  draft: AccountDraft;
  readonly rows: Posted[] = [];
  private readonly newId = createIdSource();
  private readonly rules: CurrencyRules;
  private count = 0;

  constructor({ policy, spendOrder, grace, term }: Settings) {
    const plain = { code: 'points', scale: 0, risingOnly: false, spendOrder, reversalPolicy: policy } as const;
    this.rules = { ...plain, lotTerm: term && term * DAY, reversalGrace: grace && grace * DAY };
    const nothing = {
      lots: [],
      holds: [],
      openItems: [],
      targets: [],
      reversals: [],
      writtenOff: [],
      dueAfterNow: null,
    };
    this.draft = new AccountDraft(
      { ...emptyAccount('m', 'points'), id: readAccountId(1) },
      this.rules,
      START,
      this.newId,
      nothing,
    );
  }

  /** The next draft of the account, so much later and settled, with everything that is known. */
  tick(days: number): void {
    const { account, lots, holds, openItems, writtenOff, now, dueAfterNow } = this.draft;
    const open = { lots: lots.values(), holds: holds.values(), openItems: openItems.values(), dueAfterNow };
    const contents = { ...open, targets: this.rows, reversals: this.rows.map(({ entry }) => entry), writtenOff };
    this.draft = new AccountDraft(account, this.rules, now + days * DAY, this.newId, contents);
    settle(this.draft);
    this.rows.push(...this.draft.posted);
  }

  post(command: object): void {
    this.count += 1;
    const idempotencyKey = `key-${this.count}`;
    const plain = { reason: null, rule: null, eventId: null, actorId: null, actorName: null, metadata: null };
    const context = { ...plain, source: 'api', idempotencyKey, keyHash: idempotencyKey, effectiveAt: undefined };
    const { length } = this.draft.posted;
    decide(this.draft, { ...context, member: 'm', currency: 'points', ...command } as unknown as Command);
    this.rows.push(...this.draft.posted.slice(length));
  }

  /** Rows of which something is left to reverse. */
  reversible(): Entry[] {
    return this.rows
      .map(({ entry }) => entry)
      .filter((entry) => ['grant', 'deduct', 'adjustment'].includes(entry.type) && this.left(entry) > 0n);
  }

  /** How much of a row is left to reverse. */
  left({ id, amount }: Entry): bigint {
    return (amount < 0n ? -amount : amount) - (this.draft.reversals.get(id)?.amount ?? 0n);
  }

  openHolds(): string[] {
    return [...this.draft.holds.values()].filter(({ status }) => status === 'open').map(({ id }) => id);
  }

  /** Without an amount: all that is left. */
  reverse(id: string, amount?: string): void {
    const target = this.rows.find(({ entry }) => entry.id === id);
    if (target) this.draft.targets.set(id, target);
    this.post({ type: 'reverse', entryId: id, amount });
  }

  take({ what, units, which }: Step): void {
    const amount = minor(BigInt(units));
    const available = this.draft.available;
    const there = minor(available < amount ? available : amount);
    const hold = this.openHolds().at(-1 - (which % Math.max(1, this.openHolds().length)));
    if (what === 'grant') this.post({ type: 'grant', amount });
    if (what === 'tick') this.tick(units % 4);
    if (what === 'adjust' && there > 0n) this.post({ type: 'adjust', amount: minor(-there) });
    if ((what === 'deduct' || what === 'reserve') && there > 0n)
      this.post({ type: what, amount: there, timeoutMs: which % 3 === 0 ? 2 * DAY : undefined });
    if ((what === 'capture' || what === 'release') && hold) {
      const held = heldOf(this.draft.hold(hold));
      const part = String(held < amount ? held : amount);
      this.post({ type: what, holdId: hold, amount: part, keepOpen: which % 2 === 0 });
    }
    if (what === 'reverse') {
      const rows = this.reversible();
      const row = rows.at(-1 - (which % Math.max(1, rows.length)));
      if (row) this.reverse(row.id, amount < this.left(row) ? String(amount) : undefined);
    }
  }

  /** Takes everything back, in an order that `order` draws, some of it in parts. */
  undo(order: readonly number[]): void {
    for (const hold of this.openHolds()) this.post({ type: 'release', holdId: hold });
    for (let i = 0; this.reversible().length > 0; i += 1) {
      const rows = this.reversible();
      const drawn = order[i % order.length] ?? 0;
      const row = rows[drawn % rows.length];
      if (row) this.reverse(row.id, i < 60 && BigInt(drawn) < this.left(row) && drawn > 0 ? String(drawn) : undefined);
    }
  }
}
