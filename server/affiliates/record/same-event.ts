import { isDeepStrictEqual } from 'node:util';
import { RewardsError } from '../../kernel';
import type { StoredEvent } from './event-store';

/** What makes an event another one, by the name under which it is asked for. */
const saysOf = ({ event, delivery, link }: StoredEvent): Readonly<Record<string, unknown>> => ({
  type: delivery.type,
  kind: event.kind,
  link: link?.externalId ?? null,
  pid: delivery.pid,
  subject: event.subject,
  member: event.member,
  userId: event.userId,
  transactionId: event.transactionId,
  accountId: event.accountId,
  actionId: event.actionId,
  clickId: event.clickId,
  tid: event.tid,
  causeEntry: event.causeEntry,
  causePayout: event.causePayout,
  // By what money is found as well: JSON that a program reads as equal may differ in the digits of a number.
  payload: [readOf(event.payload), delivery.amount, delivery.currency],
  requestBody: event.requestBody,
});

const readOf = (payload: string): unknown => JSON.parse(payload);

/**
 * F1. Makes sure that an event that is recorded again is the same one.
 *
 * @throws EVENT_CONFLICT naming what differs
 */
export function requireSame(recorded: StoredEvent, asked: StoredEvent): void {
  const [before, now] = [saysOf(recorded), saysOf(asked)];
  const field = Object.keys(now).find((name) => !isDeepStrictEqual(before[name], now[name]));
  if (field !== undefined) {
    throw new RewardsError('EVENT_CONFLICT', { externalId: recorded.event.externalId, field });
  }
}
