import {
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateColumnMapping,
  type AffiliateComparisonInput,
  type AffiliateMatch,
} from '../../../../../server/contract';

/** The columns as they are chosen; empty where there is none. */
export interface MappingDraft {
  readonly match: AffiliateMatch;
  readonly idColumn: string;
  readonly amountColumn: string;
  /** Empty: all lines are in one currency. */
  readonly currencyColumn: string;
  readonly currency: string;
  readonly statusColumn: string;
  /** Parted by commas. */
  readonly bookedStatuses: string;
  readonly dateColumn: string;
  readonly decimalSign: AffiliateColumnMapping['decimalSign'];
}

/** What stands in the form. The file itself is not in it: no browser keeps that through a reload. */
export interface ComparisonDraft {
  readonly system: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly fileName: string;
  /** Null: nobody has changed what is proposed. */
  readonly mapping: MappingDraft | null;
}

/** For the last whole month, by which networks settle. */
export function blankDraft(system: string, now: number): ComparisonDraft {
  const date = new Date(now);
  const first = (month: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 1);
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  return { system, startDate: day(first(-1)), endDate: day(first(0) - DAY), fileName: '', mapping: null };
}

const DAY = 24 * 60 * 60 * 1000;

/** As an earlier comparison had it. */
export const mappingDraftOf = (mapping: AffiliateColumnMapping): MappingDraft => ({
  ...{ match: mapping.match, idColumn: mapping.idColumn, amountColumn: mapping.amountColumn },
  ...{ currencyColumn: mapping.currencyColumn ?? '', currency: mapping.currency ?? '' },
  ...{ statusColumn: mapping.statusColumn ?? '', bookedStatuses: mapping.bookedStatuses.join(', ') },
  ...{ dateColumn: mapping.dateColumn ?? '', decimalSign: mapping.decimalSign },
});

/** Whether a file has all columns that were chosen. */
export const fits = (mapping: MappingDraft, columns: readonly string[]): boolean =>
  [mapping.idColumn, mapping.amountColumn, mapping.currencyColumn, mapping.statusColumn, mapping.dateColumn].every(
    (column) => column === '' || columns.includes(column),
  );

/** The first field that must not be left empty and is, by the server's name for it. */
export function missingIn({ system, startDate, endDate, fileName }: ComparisonDraft, mapping: MappingDraft | null) {
  if (system === '') return 'system';
  if (startDate === '') return 'startDate';
  if (endDate === '') return 'endDate';
  if (fileName === '' || mapping === null) return 'csv';
  if (mapping.idColumn === '') return 'mapping.idColumn';
  if (mapping.amountColumn === '') return 'mapping.amountColumn';
  return mapping.currencyColumn === '' && mapping.currency.trim() === '' ? 'mapping.currency' : null;
}

/** Whether the days are so that the server takes them: in their order, and no more of them than it compares. */
export function daysProblemIn({ startDate, endDate }: ComparisonDraft): 'order' | 'many' | null {
  if (startDate > endDate) return 'order';
  const days = (Date.parse(endDate) - Date.parse(startDate)) / DAY + 1;
  return days > AFFILIATE_COMPARISON_LIMITS.days ? 'many' : null;
}

/** What is sent beside the file. */
export const inputOf = (
  { fileName, mapping: _, ...rest }: ComparisonDraft,
  mapping: MappingDraft,
): Omit<AffiliateComparisonInput, 'csv'> => ({ ...rest, fileName, mapping: mappingOf(mapping) });

function mappingOf({ match, idColumn, amountColumn, decimalSign, ...draft }: MappingDraft): AffiliateColumnMapping {
  const { currencyColumn, currency, statusColumn, dateColumn } = draft;
  return {
    ...{ match, idColumn, amountColumn, decimalSign },
    currencyColumn: currencyColumn || null,
    currency: currencyColumn === '' ? currency.trim().toUpperCase() : null,
    statusColumn: statusColumn || null,
    bookedStatuses: statusColumn === '' ? [] : wordsIn(draft.bookedStatuses),
    dateColumn: dateColumn || null,
  };
}

const wordsIn = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
