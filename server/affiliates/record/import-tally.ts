import {
  AFFILIATE_LIMITS,
  type AffiliateImportCounts,
  type AffiliateImportSummary,
  type AffiliateLineProblem,
  type AffiliateRecordOutcome,
  type ErrorDto,
} from '../../contract';
import { RewardsError } from '../../kernel';

/** Counts what an import does, and lists the first problems. */
export class ImportTally {
  private recorded = 0;
  private replayed = 0;
  private refused = 0;
  private badLines = 0;
  private readonly problems: AffiliateLineProblem[] = [];

  /** @param problem a sentence whose subject is the line */
  badLine(line: number, problem: string): void {
    this.badLines += 1;
    this.problem(line, new RewardsError('INVALID_INPUT', { field: 'line', problem }).toDto());
  }

  event(line: number, outcome: AffiliateRecordOutcome): void {
    if (!outcome.ok) {
      this.refused += 1;
      this.problem(line, outcome.error);
    } else if (outcome.replayed) this.replayed += 1;
    else this.recorded += 1;
  }

  counts(): AffiliateImportCounts {
    const { recorded, replayed, refused, badLines } = this;
    return { lines: recorded + replayed + refused + badLines, recorded, replayed, refused, badLines };
  }

  summary(): AffiliateImportSummary {
    return { ...this.counts(), problems: this.problems };
  }

  private problem(line: number, error: ErrorDto): void {
    if (this.problems.length < AFFILIATE_LIMITS.problems) this.problems.push({ line, error });
  }
}
