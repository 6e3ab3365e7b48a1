import { setImmediate } from 'node:timers/promises';
import { Decimal } from 'decimal.js';
import {
  AFFILIATE_COMPARISON_KINDS,
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateComparisonKind,
  type AffiliateComparisonRowDto,
  type AffiliateComparisonSumDto,
  type AffiliateEventStatus,
} from '../../contract';
import { LONGEST_DECIMAL } from '../../kernel/plain-decimal';
import type { StatementLine } from './read-statement';

/** As in the report's totals: no sum is ever rounded. */
const Exact = Decimal.clone({ precision: 2 * LONGEST_DECIMAL + 50, toExpNeg: -10_000, toExpPos: 10_000 });

/** An event of ours, as far as it is compared. */
export interface ComparedEvent {
  readonly id: string;
  readonly key: string | null;
  readonly status: AffiliateEventStatus;
  readonly currency: string;
  readonly amount: string | null;
  /** Whether it was recorded in the window; else it only answers lines. */
  readonly isInWindow: boolean;
}

/** What an id comes to in one currency, on both sides. */
interface Figures {
  ours: Decimal | null;
  theirs: Decimal | null;
  events: number;
  lines: number;
  event: Pick<ComparedEvent, 'id' | 'status'> | null;
  line: StatementLine | null;
}

/** What an id comes to. Amounts that are none, or zero, are no money, and have no currency. */
interface Entry {
  readonly figures: Map<string | null, Figures>;
  /** The first line whose status is not booked. */
  unbooked: StatementLine | null;
  /** The first event that was not sent. */
  unsent: ComparedEvent | null;
  isDue: boolean;
}

/** Ids that are put together before others have their turn. */
const IDS_AT_A_TIME = 2_000;

const SENT: AffiliateEventStatus = 'success';

/** F15. Puts the lines of a network's file and our events together by their ids, a currency apart. */
export class ComparisonTally {
  unbookedLines = 0;
  outsideLines = 0;
  lines = 0;
  private readonly entries = new Map<string, Entry>();
  private readonly rows = new Rows();

  /** @param window days, as `2026-01-31` */
  constructor(private readonly window: { readonly startDate: string; readonly endDate: string }) {}

  addLine(line: StatementLine): void {
    this.lines += 1;
    const entry = this.entries.get(line.key) ?? { figures: new Map(), unbooked: null, unsent: null, isDue: false };
    this.entries.set(line.key, entry);
    if (!line.isBooked) {
      this.unbookedLines += 1;
      entry.unbooked ??= line;
      return;
    }
    const figures = figuresOf(entry, line);
    figures.lines += 1;
    figures.line ??= line;
    figures.theirs = plus(figures.theirs, line.amount);
  }

  /** Once all lines are there. */
  addEvent(event: ComparedEvent): void {
    const entry = event.key === null ? undefined : this.entries.get(event.key);
    if (event.status !== SENT) {
      if (entry) entry.unsent ??= event;
    } else if (entry) {
      entry.isDue ||= event.isInWindow;
      addTo(figuresOf(entry, event), event);
    } else if (event.isInWindow) {
      const figures = newFigures();
      addTo(figures, event);
      this.rows.add(rowOf('not_booked', event.key, currencyOf(event), figures));
    }
  }

  /** Once all events are there. */
  async result(): Promise<Pick<Rows, 'counts' | 'rows'> & { readonly sums: readonly AffiliateComparisonSumDto[] }> {
    let done = 0;
    for (const [key, entry] of this.entries) {
      for (const row of this.rowsOf(key, entry)) this.rows.add(row);
      // A hundred thousand take a second, in which nobody else would be answered.
      if ((done += 1) % IDS_AT_A_TIME === 0) await setImmediate();
    }
    this.entries.clear();
    return { counts: this.rows.counts, rows: this.rows.rows, sums: this.rows.sums() };
  }

  private rowsOf(key: string, { figures, unbooked, unsent, isDue }: Entry): AffiliateComparisonRowDto[] {
    const all = [...figures];
    const row = (kind: AffiliateComparisonKind) => all.map(([currency, of]) => rowOf(kind, key, currency, of));
    if (!all.some(([, { lines }]) => lines > 0)) {
      return isDue ? row('not_booked').map((one) => ({ ...one, ...lineOf(unbooked) })) : [];
    }
    if (!all.some(([, { events }]) => events > 0)) {
      if (unsent === null && all.every(([, { line }]) => this.isOutside(line))) {
        this.outsideLines += all.reduce((sum, [, { lines }]) => sum + lines, 0);
        return [];
      }
      return row('not_sent').map((one) => ({ ...one, event: unsent?.id ?? null, eventStatus: unsent?.status ?? null }));
    }
    // What is no money on one side alone says nothing beside money.
    return all
      .filter(([currency, { events, lines }]) => currency !== null || all.length === 1 || (events > 0 && lines > 0))
      .map(([currency, of]) => rowOf(isSame(of) ? 'agrees' : 'differs', key, currency, of));
  }

  private isOutside(line: StatementLine | null): boolean {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(line?.date ?? '')?.[0];
    return day !== undefined && (day < this.window.startDate || day > this.window.endDate);
  }
}

const newFigures = (): Figures => ({ ours: null, theirs: null, events: 0, lines: 0, event: null, line: null });

const currencyOf = ({ amount, currency }: Pick<StatementLine, 'amount' | 'currency'>): string | null =>
  amount === null || new Exact(amount).isZero() ? null : currency;

function figuresOf({ figures }: Entry, of: Pick<StatementLine, 'amount' | 'currency'>): Figures {
  const currency = currencyOf(of);
  const found = figures.get(currency) ?? newFigures();
  figures.set(currency, found);
  return found;
}

function addTo(figures: Figures, event: ComparedEvent): void {
  figures.events += 1;
  figures.event ??= event;
  figures.ours = plus(figures.ours, event.amount);
}

const plus = (sum: Decimal | null, amount: string | null): Decimal | null =>
  amount === null ? sum : (sum ?? new Exact(0)).plus(amount);

const isSame = ({ ours, theirs, events, lines }: Figures): boolean =>
  events > 0 && lines > 0 && (ours ?? new Exact(0)).eq(theirs ?? 0);

const lineOf = (line: StatementLine | null) => ({
  line: line?.line ?? null,
  status: line?.status ?? null,
  date: line?.date ?? null,
});

const rowOf = (
  kind: AffiliateComparisonKind,
  key: string | null,
  currency: string | null,
  { ours, theirs, events, lines, event, line }: Figures,
): AffiliateComparisonRowDto => ({
  ...{ kind, key, currency, events, lines },
  ...{ ours: ours?.toFixed() ?? null, theirs: theirs?.toFixed() ?? null },
  ...{ event: event?.id ?? null, eventStatus: event?.status ?? null },
  ...lineOf(line),
});

/** Rows as they are kept, and what all of them come to. */
class Rows {
  readonly rows: AffiliateComparisonRowDto[] = [];
  readonly counts: Record<AffiliateComparisonKind, number> = { not_booked: 0, not_sent: 0, differs: 0, agrees: 0 };
  private readonly byCurrency = new Map<
    string,
    { kind: AffiliateComparisonKind; currency: string | null; rows: number; ours: Decimal; theirs: Decimal }
  >();

  add(row: AffiliateComparisonRowDto): void {
    const { kind, currency, ours, theirs } = row;
    this.counts[kind] += 1;
    if (this.counts[kind] <= AFFILIATE_COMPARISON_LIMITS.rows) this.rows.push(row);
    const name = JSON.stringify([kind, currency]);
    const sum = this.byCurrency.get(name) ?? { kind, currency, rows: 0, ours: new Exact(0), theirs: new Exact(0) };
    this.byCurrency.set(name, {
      ...{ kind, currency, rows: sum.rows + 1 },
      ...{ ours: sum.ours.plus(ours ?? 0), theirs: sum.theirs.plus(theirs ?? 0) },
    });
  }

  sums(): AffiliateComparisonSumDto[] {
    const order = ({ kind, currency }: Pick<AffiliateComparisonSumDto, 'kind' | 'currency'>): string =>
      `${AFFILIATE_COMPARISON_KINDS.indexOf(kind)} ${currency ?? ''}`;
    return [...this.byCurrency.values()]
      .map((sum) => ({ ...sum, ours: sum.ours.toFixed(), theirs: sum.theirs.toFixed() }))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }
}
