import { createHash, randomBytes } from 'node:crypto';
import { readInteger } from './amount';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 10;

/** What the database calls an account. Only what was read of an account's column is one. */
export type AccountId = number & { readonly __unit: 'account' };

export const readAccountId = (column: unknown): AccountId => readInteger(column) as AccountId;

/** Makes ids that nobody else makes. */
export type IdSource = (nowMs: number) => string;

/**
 * Makes ULIDs: 48 bits of time and 80 of chance in 26 characters, so that new rows land at the end of an index, and
 * sorting by id is sorting by time. Two ids of one process never come out in the wrong order: within a millisecond
 * the chance part is counted up.
 */
export function createIdSource(): IdSource {
  let lastMs = -1;
  let chance = 0n;
  return (nowMs) => {
    if (nowMs > lastMs) {
      lastMs = nowMs;
      // The top bit stays free, so that counting up never overflows into the time part.
      chance = BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`) >> 1n;
    } else {
      chance += 1n;
    }
    return encode(BigInt(lastMs), 10) + encode(chance, 16);
  };
}

function encode(value: bigint, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i += 1, rest >>= 5n) text = ALPHABET.charAt(Number(rest & 31n)) + text;
  return text;
}

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
