import type { AffiliateFileFormat, AffiliateFileText } from '../../contract';
import { RewardsError } from '../../kernel';
import { type CsvRecord, misfitOf, readCsv } from '../../kernel/csv-reader';
import { isJsonNumber, isJsonObject, type JsonValue, readJson, writeJson } from '../../kernel/exact-json';
import { asStorable } from '../../kernel/storable';
import { readLines } from '../../kernel/text-lines';

/** A file of events, as it comes in. */
export interface EventFile {
  readonly text: AffiliateFileText;
  readonly format: AffiliateFileFormat;
  /** The names of the fields that an event can have. */
  readonly fields: readonly string[];
}

/** The fields of an event as text, `payload` as JSON; not checked any further. An empty cell, or a null, is no field. */
export type EventFields = Readonly<Record<string, string>>;

/** A line that holds an event, or what is wrong with it: a sentence whose subject is the line. */
export type EventLine =
  | { readonly line: number; readonly fields: EventFields; readonly problem: null }
  | { readonly line: number; readonly fields: null; readonly problem: string };

/** Characters of a line, or of a CSV record: a payload and a request body, also where each quote in them is doubled. */
export const LONGEST_EVENT_LINE = 524_288;

/** Characters of a name that nobody knows, as far as it is repeated. */
const LONGEST_NAME = 100;

/** What every event has. */
const EXTERNAL_ID = 'externalId';

/** These stay as they are, blanks and all. */
const PAYLOAD = 'payload';
const REQUEST_BODY = 'requestBody';

/**
 * Reads the events of a file, one at a time and never more of it than a record. Blank lines are passed over; a line that
 * cannot be read is told in its place.
 *
 * @throws INVALID_INPUT naming `text`: the heading of a CSV cannot be read, or names a column that no event has, or one twice
 */
export function readEventLines(file: EventFile): AsyncGenerator<EventLine> {
  return file.format === 'jsonl' ? readJsonLines(file) : readCsvLines(file);
}

async function* readJsonLines({ text, fields }: EventFile): AsyncGenerator<EventLine> {
  for await (const { number: line, text: json, problem } of readLines(text, LONGEST_EVENT_LINE)) {
    if (json === null) yield { line, fields: null, problem };
    else if (json.trim() !== '') yield lineOf(line, fieldsInJson(json, fields));
  }
}

/** A text is what is wrong. */
function lineOf(line: number, read: EventFields | string): EventLine {
  return typeof read === 'string' ? { line, fields: null, problem: read } : { line, fields: read, problem: null };
}

function fieldsInJson(json: string, known: readonly string[]): EventFields | string {
  const event = readJson(json);
  if (!isJsonObject(event)) return 'is no JSON object.';
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(event)) {
    if (!known.includes(name)) return `has a field that no event has: "${shown(name)}".`;
    if (value === null) continue;
    const text = textOf(name, value);
    if (text === null) return `has neither text nor a number in "${name}".`;
    fields[name] = text;
  }
  return fields;
}

/** A number is taken as the text that it was written as: an id may have more digits than any number. */
function textOf(name: string, value: JsonValue): string | null {
  if (name === PAYLOAD) return writeJson(value);
  if (typeof value === 'string') return value;
  if (name === REQUEST_BODY || isJsonNumber(value)) return writeJson(value);
  return null;
}

/** Where a CSV has the fields of an event: their names, in the order of its columns. */
type Heading = readonly string[];

async function* readCsvLines({ text, fields }: EventFile): AsyncGenerator<EventLine> {
  let heading: Heading | undefined;
  const looksRight = (cells: readonly string[]): boolean =>
    heading === undefined ? !(headingOf(cells, fields) instanceof RewardsError) : looksLikeEvent(cells, heading);
  for await (const record of readCsv(readLines(text, LONGEST_EVENT_LINE), looksRight, LONGEST_EVENT_LINE)) {
    if (heading === undefined) heading = readHeading(record, fields);
    else if (record.cells === null) yield lineOf(record.line, record.problem);
    else yield lineOf(record.line, misfitOf(record.cells, heading) ?? fieldsInCells(record.cells, heading));
  }
}

function readHeading({ cells, problem }: CsvRecord, fields: readonly string[]): Heading {
  const heading = cells === null ? wrong(`the first line ${problem}`) : headingOf(cells, fields);
  if (heading instanceof RewardsError) throw heading;
  return heading;
}

/** Columns stand in any order, and are found in whatever case. Empty ones at the end come of spreadsheets. */
function headingOf(cells: readonly string[], fields: readonly string[]): Heading | RewardsError {
  const names = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1).map((cell) => cell.trim());
  const heading: string[] = [];
  for (const name of names) {
    const field = fields.find((one) => one.toLowerCase() === name.toLowerCase());
    if (field === undefined) return wrong(`the first line names a column that no event has: "${shown(name)}".`);
    if (heading.includes(field)) return wrong(`the first line names the column ${field} twice.`);
    heading.push(field);
  }
  return heading;
}

function fieldsInCells(cells: readonly string[], heading: Heading): EventFields | string {
  const fields: Record<string, string> = {};
  for (const [place, name] of heading.entries()) {
    const cell = cells[place] ?? '';
    if (cell.trim() === '') continue;
    if (name === PAYLOAD && readJson(cell) === undefined) return `has no JSON in "${PAYLOAD}".`;
    fields[name] = name === PAYLOAD || name === REQUEST_BODY ? cell : cell.trim();
  }
  return fields;
}

/** Whether cells are an event by their looks: an id, and an object where the heading has the payload. */
function looksLikeEvent(cells: readonly string[], heading: Heading): boolean {
  const cell = (name: string): string => (cells[heading.indexOf(name)] ?? '').trim();
  const isPayload = cell(PAYLOAD).startsWith('{') && cell(PAYLOAD).endsWith('}');
  return misfitOf(cells, heading) === null && cell(EXTERNAL_ID) !== '' && (isPayload || !heading.includes(PAYLOAD));
}

const shown = (name: string): string => asStorable(name, LONGEST_NAME);

const wrong = (problem: string): RewardsError => new RewardsError('INVALID_INPUT', { field: 'text', problem });
