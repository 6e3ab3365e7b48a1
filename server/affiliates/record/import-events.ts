import { z } from 'zod';
import {
  type Actor,
  AFFILIATE_FILE_FORMATS,
  AFFILIATE_LIMITS,
  type AffiliateEventInput,
  type AffiliateFileText,
  type AffiliateImportOptions,
  type AffiliateImportSummary,
} from '../../contract';
import { present, RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { actorField, nameField } from '../../kernel/query';
import type { RecordDependencies } from './dependencies';
import { ImportTally } from './import-tally';
import { type EventFields, type EventLine, readEventLines } from './lines';
import { recordMany } from './record';
import { EVENT_FIELDS } from './validate';

/** Characters of the events of a bulk, so that memory stays level however much each of them says. */
const BULK_CHARACTERS = 4_194_304;

/** C13. Records the events of a file: see `AffiliatesService.importEvents`. */
export async function importEvents(
  deps: RecordDependencies,
  text: AffiliateFileText,
  options: AffiliateImportOptions,
): Promise<AffiliateImportSummary> {
  const { format, system, actor } = checkImport(text, options);
  if (system !== undefined && !(await deps.systems.find(system)))
    throw new RewardsError('SYSTEM_NOT_FOUND', { system });
  const tally = new ImportTally();
  const lines = readEventLines({ text, format, fields: Object.keys(EVENT_FIELDS) });
  for await (const bulk of bulksOf(lines)) {
    const events = bulk.flatMap(({ fields }) => (fields === null ? [] : [toInput(fields, system, actor)]));
    const outcomes = (await recordMany(deps, events)).values();
    for (const { line, problem } of bulk) {
      if (problem !== null) tally.badLine(line, problem);
      else tally.event(line, present(outcomes.next().value, 'the outcome of an event'));
    }
    options.onProgress?.(tally.counts());
  }
  return tally.summary();
}

const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

const asked = z.strictObject({
  text: z.custom<AffiliateFileText>(isStream, 'must be a stream of text.'),
  format: z.enum(AFFILIATE_FILE_FORMATS, `must be one of ${AFFILIATE_FILE_FORMATS.join(', ')}.`),
  system: nameField(AFFILIATE_LIMITS.code).optional(),
  actor: actorField.optional(),
  onProgress: z.custom((value) => typeof value === 'function', 'must be a function.').optional(),
});

const checkImport = (text: unknown, options: unknown) => parseInput(asked, { text, ...(options as object) });

/** What the line says, judged where events are recorded. */
const toInput = (fields: EventFields, system: string | undefined, actor: Actor | undefined): AffiliateEventInput =>
  ({ ...(system !== undefined && { system }), ...fields, ...(actor && { actor }) }) as unknown as AffiliateEventInput;

/** Lines in bulks of as many as are recorded at once, or fewer where they are long. */
async function* bulksOf(lines: AsyncIterable<EventLine>): AsyncGenerator<EventLine[]> {
  let bulk: EventLine[] = [];
  let characters = 0;
  for await (const line of lines) {
    bulk.push(line);
    characters += lengthOf(line);
    if (bulk.length < AFFILIATE_LIMITS.events && characters < BULK_CHARACTERS) continue;
    yield bulk;
    bulk = [];
    characters = 0;
  }
  if (bulk.length > 0) yield bulk;
}

const lengthOf = ({ fields }: EventLine): number =>
  Object.values(fields ?? {}).reduce((sum, { length }) => sum + length, 0);
