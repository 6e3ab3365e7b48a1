/** C13. Affiliate events from a file. */
import type { ErrorDto } from './errors';
import type { Actor } from './ledger';

/** `jsonl`: an event a line, as a JSON object. `csv`: a heading names the fields. */
export const AFFILIATE_FILE_FORMATS = ['jsonl', 'csv'] as const;
export type AffiliateFileFormat = (typeof AFFILIATE_FILE_FORMATS)[number];

/** A file of events as it is read, in UTF-8. */
export type AffiliateFileText = AsyncIterable<string | Uint8Array>;

export interface AffiliateImportOptions {
  readonly format: AffiliateFileFormat;
  /** The code of the system of events that name none. */
  readonly system?: string;
  readonly actor?: Actor;
  /** Called after each bulk, with what was done so far. */
  readonly onProgress?: (counts: AffiliateImportCounts) => void;
}

/** Lines of a file, by what became of them. */
export interface AffiliateImportCounts {
  /** Lines read, or CSV records, the heading and blank ones not among them: the sum of the others. */
  readonly lines: number;
  readonly recorded: number;
  /** Recorded before, by this import or by another way. */
  readonly replayed: number;
  /** Events that were refused. */
  readonly refused: number;
  /** Lines that hold no event. */
  readonly badLines: number;
}

export interface AffiliateLineProblem {
  /** 1 is the first line of the text. */
  readonly line: number;
  readonly error: ErrorDto;
}

export interface AffiliateImportSummary extends AffiliateImportCounts {
  /** The first `AFFILIATE_LIMITS.problems` of them, by line. */
  readonly problems: readonly AffiliateLineProblem[];
}
