import { EARNING_LIMITS, type ErrorDto, type ImportSummary, type OrderProblem } from '../contract';
import { formatAmount, type Milliseconds, toIsoOrNull } from '../kernel';
import type { OrderOutcome } from './desk';

/** Counts what an import does, and lists the first problems. */
export class ImportTally {
  orders = 0;
  badLines = 0;
  private granted = 0;
  private skipped = 0;
  private replayed = 0;
  private total = 0n;
  private from: Milliseconds | null = null;
  private to: Milliseconds | null = null;
  private readonly problems: OrderProblem[] = [];
  refused = 0;

  badLine(line: number, error: ErrorDto): void {
    this.badLines += 1;
    this.problem(line, error);
  }

  order(at: Milliseconds): void {
    this.orders += 1;
    if (this.from === null || at < this.from) this.from = at;
    if (this.to === null || at > this.to) this.to = at;
  }

  outcome(outcome: OrderOutcome): void {
    switch (outcome.kind) {
      case 'granted':
        this.granted += 1;
        this.total += outcome.earned;
        break;
      case 'replayed':
        this.replayed += 1;
        break;
      case 'skipped':
        this.skipped += 1;
        break;
      case 'refused':
        this.refused += 1;
        this.problem(outcome.order.line, outcome.error);
    }
  }

  summary(status: ImportSummary['status'], run: { dryRun: boolean; currency: string; scale: number }, members: number) {
    return {
      status,
      dryRun: run.dryRun,
      currency: run.currency,
      orders: this.orders,
      granted: this.granted,
      skipped: this.skipped,
      replayed: this.replayed,
      refused: this.refused,
      badLines: this.badLines,
      members,
      total: formatAmount(this.total, run.scale),
      from: toIsoOrNull(this.from),
      to: toIsoOrNull(this.to),
      problems: [...this.problems].sort((a, b) => a.line - b.line),
    } satisfies ImportSummary;
  }

  private problem(line: number, error: ErrorDto): void {
    if (this.problems.length < EARNING_LIMITS.problems) this.problems.push({ line, error });
  }
}
