import { isDeepStrictEqual } from 'node:util';
import { RewardsError, toIso } from '../../kernel';
import { isJsonNumber, isJsonObject, isJsonList, type JsonValue, readJson } from '../../kernel/exact-json';
import type { ClubEvent } from './event-store';
import type { AskedEvent } from './validate';

/** JSON as something that can be compared: numbers by their digits, fields in no order. */
function comparable(value: JsonValue | undefined): unknown {
  if (isJsonNumber(value)) return { digits: value.value };
  if (isJsonList(value)) return value.map(comparable);
  if (!isJsonObject(value)) return value;
  return { fields: new Map(Object.entries(value).map(([name, part]) => [name, comparable(part)])) };
}

/**
 * E1. Makes sure that an event that is recorded again is the same one. When it happened is compared where it is told; the payload as
 * long as it is kept (E23).
 *
 * @param payload of the event on record; null: dropped
 * @throws IDEMPOTENCY_CONFLICT naming what differs
 */
export function requireSame(recorded: ClubEvent, payload: string | null, asked: AskedEvent): void {
  const pairs: readonly (readonly [field: string, before: unknown, now: unknown])[] = [
    ['type', recorded.type, asked.type],
    ['member', recorded.memberGiven, asked.member ?? null],
    ['memberExternalId', recorded.memberExternalId, asked.memberExternalId ?? null],
    ['siteUser', recorded.siteUser, asked.siteUser ?? null],
    ...(asked.occurredAt === undefined
      ? []
      : [['occurredAt', toIso(recorded.occurredAt), toIso(asked.occurredAt)] as const]),
    ...(payload === null
      ? []
      : [['payload', comparable(readJson(payload)), comparable(readJson(asked.payload))] as const]),
  ];
  const differing = pairs.find(([, before, now]) => !isDeepStrictEqual(before, now));
  if (!differing) return;
  const [field] = differing;
  throw new RewardsError('IDEMPOTENCY_CONFLICT', { idempotencyKey: asked.externalId, field });
}
