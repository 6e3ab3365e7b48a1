/** V8, C13. What a program outside says of affiliate events, and what it is told. Judged by the service; here is its shape. */
import { z } from 'zod';
import { EVENT_FIELDS } from '../../affiliates';
import {
  AFFILIATE_EVENT_STATUSES,
  AFFILIATE_LIMITS,
  type AffiliateDoorCountsDto,
  type AffiliateDoorEventDto,
  type AffiliateDoorLineDto,
  type ErrorCode,
  ERRORS,
} from '../../contract';

const text = z.string();
const count = z.int();

const event = z.object({
  ...{ id: text, system: text, externalId: text, type: text, status: z.enum(AFFILIATE_EVENT_STATUSES) },
  ...{ createdAt: text, amount: text.nullable(), currency: text, replayed: z.boolean() },
}) satisfies z.ZodType<AffiliateDoorEventDto>;

const error = z.object({
  code: z.enum(Object.keys(ERRORS) as ErrorCode[]),
  message: text,
  details: z.record(text, text),
});
const line = z.object({
  index: count,
  event: event.nullable(),
  error: error.nullable(),
}) satisfies z.ZodType<AffiliateDoorLineDto>;

const counts = z.object({
  ...{ recorded: count, replayed: count, refused: count },
}) satisfies z.ZodType<AffiliateDoorCountsDto>;

export const AFFILIATE_EVENT = {
  body: EVENT_FIELDS,
  response: z.object({ data: event, meta: z.object({}).optional() }),
};

/** One event of a batch, without who has it recorded, which is the token. */
export const EVENT_OF_BATCH = z.strictObject(EVENT_FIELDS, 'must be an object.');

/** An event of a batch as it came: looked at by itself, so that a bad one keeps no other back. */
export class BatchLine {
  constructor(readonly given: unknown) {}
}

const { $schema: _, ...eventSchema } = z.toJSONSchema(EVENT_OF_BATCH);
const batchLine: z.ZodType<BatchLine, BatchLine> = z.any().meta(eventSchema);
const size = `must be a list of 1 to ${AFFILIATE_LIMITS.events} events.`;

export const AFFILIATE_BATCH = {
  body: {
    events: z
      .array(
        z
          .unknown()
          .transform((given) => new BatchLine(given))
          .pipe(batchLine),
        size,
      )
      .min(1, size)
      .max(AFFILIATE_LIMITS.events, size),
  },
  response: z.object({ data: z.array(line), meta: counts }),
};
