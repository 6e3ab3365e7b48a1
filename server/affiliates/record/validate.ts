/** What may be asked of `affiliates.record`, by the service and over HTTP alike. */
import { z } from 'zod';
import { AFFILIATE_LIMITS, type AffiliateEventInput, type JsonObject, MEMBER_LIMITS } from '../../contract';
import { RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { isObjectText, jsonText } from '../../kernel/json-input';
import { actorField, nameField } from '../../kernel/query';

const ULID = 26;
const identifier = nameField(AFFILIATE_LIMITS.identifier).optional();
const tooLong = `must have at most ${AFFILIATE_LIMITS.payload} characters.`;

/** JSON, as an object or as its text. */
const json = z.union([z.string(), z.record(z.string(), z.unknown())], 'must be an object, or text.') as z.ZodType<
  string | JsonObject
>;

/** What an event says, but for who has it recorded. */
export const EVENT_FIELDS = {
  system: nameField(AFFILIATE_LIMITS.code),
  externalId: nameField(AFFILIATE_LIMITS.externalId),
  type: nameField(AFFILIATE_LIMITS.type),
  kind: nameField(AFFILIATE_LIMITS.kind).optional(),
  link: nameField(AFFILIATE_LIMITS.externalId).optional(),
  pid: identifier,
  subject: identifier,
  member: nameField(40).optional(),
  memberExternalId: nameField(MEMBER_LIMITS.externalId).optional(),
  userId: identifier,
  transactionId: identifier,
  accountId: identifier,
  actionId: identifier,
  clickId: identifier,
  tid: identifier,
  payload: json.optional(),
  requestBody: json.optional(),
  causeEntry: nameField(ULID).optional(),
  causePayout: nameField(ULID).optional(),
};

const eventFields = z.strictObject({ ...EVENT_FIELDS, actor: actorField.optional() }, 'must be an object.');

/** An event that was asked for, with its payloads as text. */
export interface AskedEvent extends Omit<z.output<typeof eventFields>, 'payload' | 'requestBody'> {
  readonly payload: string;
  readonly requestBody: string | null;
}

/** @throws INVALID_INPUT naming the field */
export function checkEvent(input: AffiliateEventInput): AskedEvent {
  const { payload, requestBody, ...given } = parseInput(eventFields, input);
  if (given.member !== undefined && given.memberExternalId !== undefined) {
    refuse('memberExternalId', 'give either member or memberExternalId.');
  }
  return {
    ...given,
    payload: payload === undefined ? '{}' : asObject(payload),
    requestBody: requestBody === undefined ? null : bounded('requestBody', jsonText('requestBody', requestBody)),
  };
}

function asObject(payload: string | object): string {
  const text = bounded('payload', jsonText('payload', payload));
  if (typeof payload === 'string' && !isObjectText(text)) refuse('payload', 'must be a JSON object.');
  return text;
}

function bounded(field: string, text: string): string {
  if (text.length > AFFILIATE_LIMITS.payload) refuse(field, tooLong);
  return text;
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
