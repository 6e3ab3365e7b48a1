/** What may be asked of the pages of the rewards club. */
import { z } from 'zod';
import { CLUB_EVENT_STATUSES, CLUB_LIMITS, LIMITS, MISSION_ACTS } from '../../contract';
import { amountField, nameField, pageFields } from '../../kernel/query';

const ULID = 26;
const MEMBER = 40;
/** Rows of a page, unless it is said otherwise. */
const PAGE_SIZE = 20;

const moment = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'must be a day such as "2026-01-31", or an instant such as "2026-01-31T12:00:00Z".',
);

export const eventFilter = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  status: z.enum(CLUB_EVENT_STATUSES, `must be one of ${CLUB_EVENT_STATUSES.join(', ')}.`).optional(),
  problems: z.literal('true', 'must be true, or left out.').optional(),
  type: nameField(CLUB_LIMITS.type).optional(),
  source: nameField(CLUB_LIMITS.source).optional(),
  mission: nameField(CLUB_LIMITS.code).optional(),
  member: nameField(MEMBER).optional(),
  id: nameField(CLUB_LIMITS.externalId).optional(),
});
export const eventList = eventFilter.extend(pageFields());
export const oneEvent = z.strictObject({ event: nameField(ULID) });

const code = nameField(CLUB_LIMITS.code);
/** Looked at by the service, which says what is wrong with it. */
export const missionFields = z.looseObject({ code });
export const missionAct = z.strictObject({
  code,
  act: z.enum(MISSION_ACTS, `must be one of ${MISSION_ACTS.join(', ')}.`),
});

export const newPool = z.looseObject({});
export const onePool = z.strictObject({ pool: code, ...pageFields(PAGE_SIZE) });
export const poolMove = z.strictObject({
  pool: code,
  move: z.enum(['fund', 'withdraw'], 'must be fund or withdraw.'),
  amount: amountField,
  reason: nameField(CLUB_LIMITS.note),
  idempotencyKey: nameField(LIMITS.idempotencyKey),
});
