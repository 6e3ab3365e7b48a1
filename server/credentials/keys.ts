/** RSA keys and what they sign: RS256, which every verifier of Open Badges knows. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { CREDENTIAL_LIMITS } from '../contract';
import { present } from '../kernel';

/** A key as it is stored. */
export interface KeyMaterial {
  /** The thumbprint of its public half (RFC 7638). */
  readonly id: string;
  readonly publicKey: { readonly n: string; readonly e: string };
  readonly pem: string;
}

export function readPem(pem: string): KeyMaterial {
  const jwk = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  const publicKey = { n: present(jwk.n, 'the modulus of an RSA key'), e: present(jwk.e, 'the exponent of an RSA key') };
  return { id: thumbprintOf(publicKey), publicKey, pem };
}

export async function makeKey(): Promise<KeyMaterial> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: CREDENTIAL_LIMITS.keyBits });
  return readPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** SHA-256 over the members that make the key, by name and without blanks. */
export const thumbprintOf = ({ e, n }: KeyMaterial['publicKey']): string =>
  createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/**
 * A payload as a signed JWT. The header has no more than Open Badges 3.0 allows.
 *
 * @param kid the address at which the public half is found
 */
export function signJwt(payload: object, key: KeyObject, kid: string): string {
  const signed = `${encoded({ alg: 'RS256', kid, typ: 'JWT' })}.${encoded(payload)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
