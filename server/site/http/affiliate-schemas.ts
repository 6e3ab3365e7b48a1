/** V8, C13. What a program outside says of affiliate events, and what it is told. Judged by the service; here is its shape. */
import { z } from 'zod';
import { EVENT_FIELDS } from '../../affiliates';
import {
  AFFILIATE_EVENT_STATUSES,
  AFFILIATE_LIMITS,
  type AffiliateDoorCountsDto,
  type AffiliateDoorEventDto,
  type AffiliateDoorLineDto,
} from '../../contract';
import { batchCounts, batchField, refusal } from './batch';

const text = z.string();
const count = z.int();

const event = z.object({
  ...{ id: text, system: text, externalId: text, type: text, status: z.enum(AFFILIATE_EVENT_STATUSES) },
  ...{ createdAt: text, amount: text.nullable(), currency: text, replayed: z.boolean() },
}) satisfies z.ZodType<AffiliateDoorEventDto>;

const line = z.object({
  index: count,
  event: event.nullable(),
  error: refusal.nullable(),
}) satisfies z.ZodType<AffiliateDoorLineDto>;

export const AFFILIATE_EVENT = {
  body: EVENT_FIELDS,
  response: z.object({ data: event, meta: z.object({}).optional() }),
};

/** One event of a batch, without who has it recorded, which is the token. */
export const EVENT_OF_BATCH = z.strictObject(EVENT_FIELDS, 'must be an object.');

export const AFFILIATE_BATCH = {
  body: { events: batchField(EVENT_FIELDS, AFFILIATE_LIMITS.events, 'events') },
  response: z.object({ data: z.array(line), meta: batchCounts satisfies z.ZodType<AffiliateDoorCountsDto> }),
};
