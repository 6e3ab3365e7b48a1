/** What a verifier reads of a credential, beyond its signature. */
import { gunzipSync } from 'node:zlib';

export interface OpenBadge {
  readonly id: string;
  readonly jti: string;
  readonly iss: string;
  readonly sub: string;
  readonly issuer: object;
  readonly credentialSubject: {
    readonly id: string;
    readonly identifier?: readonly Readonly<Record<'salt' | 'identityHash', string>>[];
    readonly achievement: Readonly<Record<string, unknown>>;
  };
  readonly credentialStatus: { readonly statusListIndex: string; readonly statusListCredential: string };
}

export interface StatusList {
  readonly id: string;
  readonly credentialSubject: { readonly encodedList: string };
}

/** Fewer entries than this no verifier takes (W3C, Bitstring Status List). */
const FEWEST = 131_072;

export function isRevokedIn({ credentialSubject: { encodedList } }: StatusList, index: number): boolean {
  expect(encodedList[0]).toBe('u');
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
  expect(bits.length * 8).toBeGreaterThanOrEqual(FEWEST);
  return (bits[Math.floor(index / 8)]! & (1 << (7 - (index % 8)))) !== 0;
}

/** The JWT that an image holds, as Open Badges 3.0 says where to look for it. */
export const jwtIn = (svg: string): string | undefined =>
  /<svg[^>]*\sxmlns:openbadges="https:\/\/purl\.imsglobal\.org\/ob\/v3p0"[^>]*><openbadges:credential verify="([^"]+)"><\/openbadges:credential>/.exec(
    svg,
  )?.[1];
