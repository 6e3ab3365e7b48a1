/** What may be asked of `club.record`, by the service and over HTTP alike. */
import { z } from 'zod';
import { CLUB_LIMITS, type ClubEventInput, type JsonObject, MEMBER_LIMITS } from '../../contract';
import { type Milliseconds, RewardsError } from '../../kernel';
import { readJson, isJsonObject } from '../../kernel/exact-json';
import { parseInput } from '../../kernel/http';
import { jsonText } from '../../kernel/json-input';
import { actorField, instantInputField, nameField } from '../../kernel/query';
import { codeField } from '../missions/definition';

/** JSON, as an object or as its text. */
const json = z.union([z.string(), z.record(z.string(), z.unknown())], 'must be an object, or text.') as z.ZodType<
  string | JsonObject
>;

/** An external id, which must say something. */
const externalId = nameField(CLUB_LIMITS.externalId).refine((value) => value.trim() !== '', 'must not be blank.');

/** What an event says, but for who enters it. */
export const CLUB_EVENT_FIELDS = {
  source: codeField(CLUB_LIMITS.source),
  externalId,
  type: nameField(CLUB_LIMITS.type),
  member: nameField(40).optional(),
  memberExternalId: nameField(MEMBER_LIMITS.externalId).optional(),
  siteUser: nameField(40).optional(),
  occurredAt: instantInputField.optional(),
  payload: json.optional(),
};

const eventFields = z.strictObject({ ...CLUB_EVENT_FIELDS, actor: actorField.optional() }, 'must be an object.');

/** An event that was asked for, with its payload as text. */
export interface AskedEvent extends Omit<z.output<typeof eventFields>, 'payload' | 'occurredAt'> {
  readonly payload: string;
  readonly occurredAt: Milliseconds | undefined;
}

const WHO = ['member', 'memberExternalId', 'siteUser'] as const;

/**
 * E1, E2.
 *
 * @param latest how far ahead an instant may lie
 * @throws INVALID_INPUT, IN_THE_FUTURE, naming the field
 */
export function checkEvent(input: ClubEventInput, latest: Milliseconds): AskedEvent {
  const { payload, occurredAt, ...given } = parseInput(eventFields, input);
  const told = WHO.filter((name) => given[name] !== undefined);
  if (told.length !== 1) {
    refuse(told[1] ?? 'member', 'give one of member, memberExternalId and siteUser.');
  }
  if (occurredAt !== undefined && occurredAt > latest) throw new RewardsError('IN_THE_FUTURE', { field: 'occurredAt' });
  return { ...given, occurredAt, payload: payload === undefined ? '{}' : payloadText(payload) };
}

function payloadText(payload: string | object): string {
  const text = jsonText('payload', payload);
  if (Buffer.byteLength(text) > CLUB_LIMITS.payload) {
    refuse('payload', `must have at most ${CLUB_LIMITS.payload} bytes.`);
  }
  if (!isJsonObject(readJson(text))) refuse('payload', 'must be a JSON object.');
  return text;
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
