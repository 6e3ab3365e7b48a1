import type { AffiliateSuccessTest } from '../../contract';
import { isJsonNumber, readJson, valueAt } from '../../kernel/exact-json';
import { compareDecimals, plainDecimal } from '../../kernel/plain-decimal';

/** What an affiliate system answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** F7. They ask for another try, or say that nobody is there any more, whatever stands in the body. */
const NO_SUCCESS = new Set([408, 410, 425, 429]);

/**
 * F6. Whether an answer makes its event a success.
 *
 * A test of the body takes the place of the status: a network that answers 409 to what it has already may say so in a text
 * that counts. But what F7 tries again, a redirect and 410 are none, whatever a page that came with them contains.
 */
export function isSuccess({ status, body }: Answer, test: AffiliateSuccessTest): boolean {
  if (test.by === 'status') return status >= 200 && status < 300;
  if (NO_SUCCESS.has(status) || status >= 500 || (status >= 300 && status < 400)) return false;
  return test.by === 'text' ? body.includes(test.text) : isAt(body, test.path, test.equals);
}

/** A text letter by letter, a number by what it is worth, a truth value by its name; what is null is not there. */
function isAt(body: string, path: string, equals: string): boolean {
  const value = valueAt(readJson(body), path);
  if (!isJsonNumber(value)) return typeof value === 'boolean' ? String(value) === equals : value === equals;
  const [said, wanted] = [plainDecimal(value), plainDecimal(equals)];
  return said !== null && wanted !== null && compareDecimals(said, wanted) === 0;
}
