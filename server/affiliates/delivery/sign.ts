/** F8. Signatures as the Standard Webhooks have them, version 1: HMAC-SHA256 over id, instant and the bytes that are sent. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Milliseconds } from '../../kernel';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const SIGNING_LIMITS = {
  /** Bytes of a secret, by the specification. */
  leastBytes: 24,
  mostBytes: 64,
  /** Of a secret that is made here. */
  bytes: 32,
} as const;

export interface SignedMessage {
  /** The same for every try, so that the receiver can tell a second one. */
  readonly id: string;
  /** When this try is made. */
  readonly at: Milliseconds;
  /** As they go out; empty for a request without a body. */
  readonly body: Uint8Array;
}

export type SignatureHeaders = Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>;

/** A new secret, for a receiver to verify by. */
export const makeSigningSecret = (): string => PREFIX + randomBytes(SIGNING_LIMITS.bytes).toString('base64');

/** Why a text is no signing secret, as the end of a sentence that does not repeat it; null: it is one. */
export function problemOfSigningSecret(secret: string): string | null {
  const { leastBytes, mostBytes } = SIGNING_LIMITS;
  const encoded = secret.slice(PREFIX.length);
  const bytes = keyOf(secret).length;
  const isOne = secret.startsWith(PREFIX) && BASE64.test(encoded) && bytes >= leastBytes && bytes <= mostBytes;
  return isOne ? null : `must be "${PREFIX}" and ${leastBytes} to ${mostBytes} bytes in base64.`;
}

/**
 * F8. What a receiver verifies a message by: a signature for each secret that is valid, so that secrets can be changed one side
 * after the other.
 *
 * @param secrets `whsec_…`, at least one, each a signing secret
 */
export function signatureHeaders({ id, at, body }: SignedMessage, secrets: readonly string[]): SignatureHeaders {
  const timestamp = String(Math.floor(at / 1_000));
  const signatures = secrets.map((secret) => {
    const hmac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body);
    return `v1,${hmac.digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64');
