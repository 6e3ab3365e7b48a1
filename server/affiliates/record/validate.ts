/** What may be asked of `affiliates.record`, by the service and over HTTP alike. */
import { z } from 'zod';
import { AFFILIATE_LIMITS, type AffiliateEventInput, type JsonObject, MEMBER_LIMITS } from '../../contract';
import { RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
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
    requestBody: requestBody === undefined ? null : bounded('requestBody', asText('requestBody', requestBody)),
  };
}

function asObject(payload: string | object): string {
  const text = bounded('payload', asText('payload', payload));
  if (typeof payload === 'string' && !isObject(text)) refuse('payload', 'must be a JSON object.');
  return text;
}

function isObject(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function asText(field: string, given: string | object): string {
  if (typeof given === 'string') return given;
  const inexact = inexactIn(given, field);
  if (inexact !== undefined) {
    refuse(inexact, 'is a number with more digits than a program keeps: give it as text.');
  }
  return JSON.stringify(given);
}

/** Digits of a decimal that a double gives back as they were. */
const EXACT_DIGITS = 15;

/** F3. The first number that a program has read with other digits than were written, as far as can be told. */
function inexactIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return isExact(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = inexactIn(part, `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isExact(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return (
    Number.isSafeInteger(value) ||
    String(value)
      .replace(/e.*$|\D/g, '')
      .replace(/^0+/, '').length <= EXACT_DIGITS
  );
}

function bounded(field: string, text: string): string {
  if (text.length > AFFILIATE_LIMITS.payload) refuse(field, tooLong);
  return text;
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
