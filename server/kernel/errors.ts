import { errors } from '@strapi/utils';
import { ERRORS, type ErrorCode, type ErrorDetails, type ErrorDto, TASK_LIMITS } from '../contract';

/**
 * A refusal: something the caller asked for that cannot be. Its code, sentence and HTTP status stand in `ERRORS`.
 *
 * It is an error of Strapi's, so that one which leaves a host's own code is answered with its sentence and not as a fault
 * of the server, wherever Strapi looks at it. Over HTTP it has its own status besides (`server/refusals.ts`).
 */
export class RewardsError extends errors.ApplicationError<'RewardsError', string, ErrorDetails> {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const sentence = ERRORS[code].message.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? name);
    super(sentence, details);
    this.name = 'RewardsError';
    this.code = code;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toDto(): ErrorDto {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** What work gives, or the refusal that it throws; a bug goes on. */
export function refusalOr<T>(work: () => T): T | RewardsError {
  try {
    return work();
  } catch (error) {
    if (error instanceof RewardsError) return error;
    throw error;
  }
}

/** A bug or a damaged database, never the caller's doing. Stays on in production and rolls the transaction back. */
export class InvariantViolation extends Error {
  constructor(message: string) {
    super(`Rewards ledger invariant violated: ${message}`);
    this.name = 'InvariantViolation';
  }
}

/** Asserts what must hold whatever a caller does. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}

/**
 * Unwraps what must be there.
 *
 * @param what names it, for the one who reads the log
 */
export function present<T>(value: T | null | undefined, what: string): T {
  invariant(value !== null && value !== undefined, `${what} is missing`);
  return value;
}

/**
 * Why a run failed, for the page: one line, no stack. A driver's error says the statement and its values before a dash;
 * what stands behind it is the reason.
 */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const isOfDriver = !(error instanceof RewardsError) && typeof (error as { code?: unknown }).code === 'string';
  const reason = isOfDriver ? (text.split(' - ').at(-1) ?? text) : text;
  return (reason.split('\n')[0] ?? '').trim().slice(0, TASK_LIMITS.error) || 'It failed without saying why.';
}
