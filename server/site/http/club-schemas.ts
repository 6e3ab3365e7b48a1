/** V8, A10. What a program outside says of events, and what it is told. Judged by the service; here is its shape. */
import { z } from 'zod';
import { CLUB_EVENT_FIELDS } from '../../club';
import { CLUB_EVENT_STATUSES, CLUB_LIMITS, type ClubDoorEventDto, type ClubDoorLineDto } from '../../contract';
import { isoField } from '../../kernel/query';
import { batchCounts, batchField, refusal } from './batch';

const text = z.string();

/** An instant is text here: JSON knows no dates. */
export const CLUB_DOOR_FIELDS = { ...CLUB_EVENT_FIELDS, occurredAt: isoField.optional() };

const event = z.object({
  ...{ id: text, source: text, externalId: text, type: text, status: z.enum(CLUB_EVENT_STATUSES) },
  ...{ receivedAt: text, replayed: z.boolean() },
}) satisfies z.ZodType<ClubDoorEventDto>;

const line = z.object({
  index: z.int(),
  event: event.nullable(),
  error: refusal.nullable(),
}) satisfies z.ZodType<ClubDoorLineDto>;

export const CLUB_EVENT = {
  body: CLUB_DOOR_FIELDS,
  response: z.object({ data: event, meta: z.object({}).optional() }),
};

export const CLUB_BATCH = {
  body: { events: batchField(CLUB_DOOR_FIELDS, CLUB_LIMITS.events, 'events') },
  response: z.object({ data: z.array(line), meta: batchCounts }),
};
