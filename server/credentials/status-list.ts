/** Which credentials are revoked, a bit each, as the W3C's Bitstring Status List has it. */
import { gzipSync } from 'node:zlib';
import { CREDENTIAL_LIMITS } from '../contract';

export const CREDENTIALS_PER_LIST = CREDENTIAL_LIMITS.statusList;

/** The list, from 1, of a credential by its number, from 1. */
export const statusListOf = (id: number): number => Math.floor((id - 1) / CREDENTIALS_PER_LIST) + 1;

/** The numbers of the credentials that a list tells of. */
export const rangeOf = (list: number): { readonly first: number; readonly last: number } => ({
  first: (list - 1) * CREDENTIALS_PER_LIST + 1,
  last: list * CREDENTIALS_PER_LIST,
});

/** @param revoked places in the list, from 0; the first one is the highest bit of the first byte */
export function encodeStatusList(revoked: readonly number[]): string {
  const bits = Buffer.alloc(CREDENTIALS_PER_LIST / 8);
  for (const index of revoked) bits.writeUInt8(bits.readUInt8(index >> 3) | (0x80 >> (index & 7)), index >> 3);
  // The `u` is Multibase's for base64url.
  return `u${gzipSync(bits).toString('base64url')}`;
}
