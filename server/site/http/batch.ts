/** Routes that take one or many of something, each of the many with an outcome of its own. */
import { z } from 'zod';
import { type Actor, type ErrorCode, type ErrorDto, ERRORS } from '../../contract';
import { besideRefusals, refusalOr, RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';

type Fields = Readonly<Record<string, z.ZodType>>;

/** One of a batch as it came: looked at by itself, so that a bad one keeps no other back. */
export class BatchLine {
  constructor(readonly given: unknown) {}
}

const text = z.string();

export const refusal = z.object({
  code: z.enum(Object.keys(ERRORS) as ErrorCode[]),
  message: text,
  details: z.record(text, text),
});

/** What a batch came to. */
export const batchCounts = z.object({ recorded: z.int(), replayed: z.int(), refused: z.int() });

/**
 * The list of a batch in the body of a request.
 *
 * @param most how many it may have
 */
export function batchField(fields: Fields, most: number, what: string) {
  const { $schema: _, ...schema } = z.toJSONSchema(z.strictObject(fields), { unrepresentable: 'any', io: 'input' });
  const line: z.ZodType<BatchLine, BatchLine> = z.any().meta(schema);
  const size = `must be a list of 1 to ${most} ${what}.`;
  const lines = z.array(
    z
      .unknown()
      .transform((given) => new BatchLine(given))
      .pipe(line),
    size,
  );
  return lines.min(1, size).max(most, size);
}

type Outcome<Event> =
  | { readonly ok: true; readonly event: Event; readonly replayed: boolean }
  | { readonly ok: false; readonly error: ErrorDto };

/** How the lines of a batch are recorded. */
export interface BatchWork<Asked, Input, Event, Told> {
  /** What a line must be. */
  readonly schema: z.ZodType<Asked>;
  toInput(asked: Asked, actor: Actor): Input;
  record(inputs: readonly Input[]): Promise<readonly Outcome<Event>[]>;
  toTold(event: Event, replayed: boolean): Told;
}

/** What became of a line. */
export interface LineTold<Told> {
  /** Its place in the batch, from 0. */
  readonly index: number;
  readonly event: Told | null;
  readonly error: ErrorDto | null;
}

/** Has the events of a batch recorded, each with an outcome of its own, in their order. */
export async function recordLines<Asked, Input, Event, Told>(
  { schema, toInput, record, toTold }: BatchWork<Asked, Input, Event, Told>,
  lines: readonly BatchLine[],
  actor: Actor,
): Promise<LineTold<Told>[]> {
  const read = lines.map(({ given }) => refusalOr(() => toInput(parseInput(schema, given), actor)));
  const recorded = await besideRefusals(read, record);
  return recorded.map((one, index) => {
    if (one instanceof RewardsError) return { index, event: null, error: one.toDto() };
    if (!one.ok) return { index, event: null, error: one.error };
    return { index, event: toTold(one.event, one.replayed), error: null };
  });
}

/** What a batch came to. */
export function countsOf(lines: readonly LineTold<{ readonly replayed: boolean }>[]) {
  const replayed = lines.filter(({ event }) => event?.replayed).length;
  const refused = lines.filter(({ error }) => error !== null).length;
  return { recorded: lines.length - replayed - refused, replayed, refused };
}
