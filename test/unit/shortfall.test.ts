/** L43 by the thousand: random histories on one account, decided in memory by the rules alone. */
import fc from 'fast-check';

import type { ReversalPolicy, SpendOrder } from '../../server/contract';
import { createIdSource, minor } from '../../server/kernel';
import { Book } from '../../server/ledger/book';
import type { Command } from '../../server/ledger/command';
import { decide } from '../../server/ledger/rules/decide';
import { settle } from '../../server/ledger/rules/settle';
import { Projection } from '../../server/ledger/rules/projection';
import type { CurrencyRules } from '../../server/ledger/rulebook';
import { type Entry, freeOf, heldOf, type Posted } from '../../server/ledger/state';
import { emptyAccount } from '../../server/ledger/store/account-store';

const START = 1_700_000_000_000;
const DAY = 24 * 60 * 60 * 1000;

interface Step {
  readonly what: 'grant' | 'deduct' | 'reserve' | 'capture' | 'release' | 'adjust' | 'reverse' | 'tick';
  readonly units: number;
  readonly which: number;
}

const steps = fc.array(
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

interface Settings {
  readonly policy: ReversalPolicy;
  readonly spendOrder: SpendOrder;
  /** Days; null: none. */
  readonly grace: number | null;
  /** Days after which what is granted expires; null: never. */
  readonly term: number | null;
}

class Sheet {
  book: Book;
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
    this.book = new Book({ ...emptyAccount('m', 'points'), id: 1 }, this.rules, START, this.newId, nothing);
  }

  /** The next book of the account, so much later and settled, with everything that is known. */
  tick(days: number): void {
    const { account, lots, holds, openItems, reversals, writtenOff, now, dueAfterNow } = this.book;
    const open = { lots: lots.values(), holds: holds.values(), openItems: openItems.values(), dueAfterNow };
    const contents = { ...open, targets: this.rows, reversals, writtenOff };
    this.book = new Book(account, this.rules, now + days * DAY, this.newId, contents);
    settle(this.book);
    this.rows.push(...this.book.posted);
  }

  post(command: object): void {
    this.count += 1;
    const idempotencyKey = `key-${this.count}`;
    const plain = { reason: null, rule: null, eventId: null, actorId: null, actorName: null, metadata: null };
    const context = { ...plain, source: 'api', idempotencyKey, keyHash: idempotencyKey, effectiveAt: undefined };
    const { length } = this.book.posted;
    decide(this.book, { ...context, member: 'm', currency: 'points', ...command } as unknown as Command);
    this.rows.push(...this.book.posted.slice(length));
  }

  /** Rows that can still be reversed. */
  reversible(): Entry[] {
    return this.rows
      .map(({ entry }) => entry)
      .filter(({ id, type }) => ['grant', 'deduct', 'adjustment'].includes(type) && !this.book.reversals.has(id));
  }

  openHolds(): string[] {
    return [...this.book.holds.values()].filter(({ status }) => status === 'open').map(({ id }) => id);
  }

  reverse(id: string): void {
    const target = this.rows.find(({ entry }) => entry.id === id);
    if (target) this.book.targets.set(id, target);
    this.post({ type: 'reverse', entryId: id });
  }

  take({ what, units, which }: Step): void {
    const amount = minor(BigInt(units));
    const available = this.book.available;
    const there = minor(available < amount ? available : amount);
    const hold = this.openHolds().at(-1 - (which % Math.max(1, this.openHolds().length)));
    if (what === 'grant') this.post({ type: 'grant', amount });
    if (what === 'tick') this.tick(units % 4);
    if (what === 'adjust' && there > 0n) this.post({ type: 'adjust', amount: minor(-there) });
    if ((what === 'deduct' || what === 'reserve') && there > 0n)
      this.post({ type: what, amount: there, timeoutMs: which % 3 === 0 ? 2 * DAY : undefined });
    if ((what === 'capture' || what === 'release') && hold) {
      const held = heldOf(this.book.hold(hold));
      const part = String(held < amount ? held : amount);
      this.post({ type: what, holdId: hold, amount: part, keepOpen: which % 2 === 0 });
    }
    if (what === 'reverse') {
      const rows = this.reversible();
      const row = rows.at(-1 - (which % Math.max(1, rows.length)));
      if (row) this.reverse(row.id);
    }
  }

  /** Takes everything back, in an order that `order` draws. */
  undo(order: readonly number[]): void {
    for (const hold of this.openHolds()) this.post({ type: 'release', holdId: hold });
    for (let i = 0; this.reversible().length > 0; i += 1) {
      const rows = this.reversible();
      const row = rows[(order[i % order.length] ?? 0) % rows.length];
      if (row) this.reverse(row.id);
    }
  }
}

const settings = fc.record({
  policy: fc.constantFrom<ReversalPolicy>('clamp', 'arrears'),
  spendOrder: fc.constantFrom<SpendOrder>('oldest', 'soonest-expiry'),
  grace: fc.constantFrom(null, 7),
  term: fc.constantFrom(null, 3),
  steps,
  order: fc.array(fc.nat(20), { minLength: 5, maxLength: 12 }),
});

describe('what comes back to lots whose grants were reversed', () => {
  it('L43 leaves nothing behind once every grant and every spend is reversed, in whatever order', () => {
    fc.assert(
      fc.property(settings, ({ steps: taken, order, ...rules }) => {
        const sheet = new Sheet(rules);
        for (const step of taken) sheet.take(step);
        sheet.undo(order);
        const { account, openItems } = sheet.book;
        expect([account.balance, account.held, account.lifetimeEarned]).toEqual([0n, 0n, 0n]);
        // What lapsed in a lot after its grant was reversed is nobody's, and settles nothing.
        if (rules.term === null) expect([...openItems.values()].filter(({ remaining }) => remaining > 0n)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('L43 leaves nothing free in a lot whose reversal still falls short', () => {
    fc.assert(
      fc.property(settings, ({ steps: taken, ...rules }) => {
        const sheet = new Sheet(rules);
        for (const step of taken) {
          sheet.take(step);
          for (const [rowId, reversalId] of sheet.book.reversals) {
            const lot = sheet.book.lots.get(rowId);
            const item = sheet.book.openItems.get(reversalId);
            if (lot && item && item.remaining > 0n) expect(freeOf(lot)).toBe(0n);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('L31 L43 is replayed by a projection, row for row', () => {
    fc.assert(
      fc.property(settings, ({ steps: taken, ...rules }) => {
        const sheet = new Sheet(rules);
        for (const step of taken) sheet.take(step);
        const projection = new Projection();
        for (const posted of sheet.rows) projection.add(posted);
        expect([...projection.openItems.values()]).toEqual([...sheet.book.openItems.values()]);
        expect([...projection.lots.values()]).toEqual([...sheet.book.lots.values()]);
        expect([projection.balance, projection.arrears]).toEqual([
          sheet.book.account.balance,
          sheet.book.account.arrears,
        ]);
        sheet.tick(3);
        expect(projection.availableAt(sheet.book.now)).toBe(sheet.book.available);
      }),
      { numRuns: 1_000 },
    );
  });
});
