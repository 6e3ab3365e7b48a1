/**
 * F11. Secrets as they are stored: AES-256-GCM with a key of the configuration. A cipher says which key it is of, so that keys can be
 * changed; and it is bound to its system and name, so that nobody can have one secret sent in place of another.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { RewardsError } from '../../kernel';

export const SECRET_LIMITS = {
  /** Keys in the configuration. */
  keys: 10,
  /** Bytes of a key. */
  keyBytes: 32,
  /** Characters of its name. */
  name: 50,
  /** Characters of a secret. Less is guessed, and could not be told from other text when it is redacted. */
  least: 6,
  most: 4_000,
} as const;

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_DIGITS = 12;
const NAME = new RegExp(`^[\\w-]{1,${SECRET_LIMITS.name}}$`);
const NO_SECRET = /[\p{Cc}\p{Surrogate}]/u;

/** A key as it is used. Its id tells nothing of it. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Whose secret it is. */
export interface SecretPlace {
  /** The system's documentId. */
  readonly system: string;
  readonly name: string;
}

/** A stored secret that cannot be read: its key is not configured any more, or it is not as it was written. */
export class UnreadableSecret extends Error {
  constructor(
    readonly reason: 'no-key' | 'damaged',
    readonly place: SecretPlace,
  ) {
    const { system, name } = place;
    const why = reason === 'no-key' ? 'its key is not in the configuration' : 'it is not as it was stored';
    super(`The secret "${name}" of the affiliate system ${system} cannot be read: ${why}.`);
    this.name = 'UnreadableSecret';
  }
}

export interface SecretCipher {
  /** A text that only the keys open, other each time. */
  encrypt(place: SecretPlace, secret: string): string;
  /** @throws UnreadableSecret */
  decrypt(place: SecretPlace, cipher: string): string;
  /** Whether a cipher is of the key that encrypts now; if not, encrypt it anew before the old key goes. */
  isCurrent(cipher: string): boolean;
}

/**
 * F11. Reads the keys of the configuration. The first encrypts, all of them decrypt.
 *
 * @param given what stands in `field`: a list of texts, 32 bytes in base64 or hexadecimal each
 * @throws INVALID_INPUT, which never tells a key
 */
export function readSecretKeys(given: unknown, field: string): readonly SecretKey[] {
  const { keys, keyBytes } = SECRET_LIMITS;
  const refuse = (problem: string) => new RewardsError('INVALID_INPUT', { field, problem });
  if (!Array.isArray(given) || given.length === 0 || given.length > keys) {
    throw refuse(`must be a list of 1 to ${keys} keys.`);
  }
  return given.map((key: unknown, index) => {
    const bytes = typeof key === 'string' ? bytesOf(key) : null;
    if (bytes?.length !== keyBytes)
      throw refuse(`key ${index + 1} must be ${keyBytes} bytes in base64 or hexadecimal.`);
    return { id: idOf(bytes), bytes };
  });
}

/** Why a secret cannot be called so, as the end of a sentence; null: it can, and `{secret.name}` means it. */
export const problemOfSecretName = (name: string): string | null =>
  NAME.test(name) ? null : `must be 1 to ${SECRET_LIMITS.name} letters, digits, "_" and "-".`;

/** Why a text cannot be kept as a secret, as the end of a sentence that does not repeat it; null: it can. */
export function problemOfSecret(secret: string): string | null {
  const { least, most } = SECRET_LIMITS;
  if (secret.length < least || secret.length > most) return `must have ${least} to ${most} characters.`;
  return NO_SECRET.test(secret) ? 'must hold no control characters and no halves of characters.' : null;
}

/** @param keys the first encrypts, all of them decrypt */
export function createSecretCipher(keys: readonly [SecretKey, ...SecretKey[]]): SecretCipher {
  const [current] = keys;
  return {
    encrypt(place, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(place));
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return [VERSION, current.id, Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')].join('.');
    },
    decrypt(place, cipher) {
      const { version, id, bytes } = partsOf(cipher);
      if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new UnreadableSecret('damaged', place);
      const key = keys.find((one) => one.id === id);
      if (!key) throw new UnreadableSecret('no-key', place);
      return opened(key, place, bytes);
    },
    isCurrent: (cipher) => partsOf(cipher).id === current.id,
  };
}

function opened({ bytes: key }: SecretKey, place: SecretPlace, bytes: Buffer): string {
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8');
  try {
    return text + decipher.final('utf8');
  } catch {
    // All that OpenSSL says is that the tag does not fit.
    throw new UnreadableSecret('damaged', place);
  }
}

function partsOf(cipher: string) {
  const [version, id, text = ''] = cipher.split('.');
  return { version, id, bytes: Buffer.from(text, 'base64url') };
}

/** As JSON, so that no two places are written alike. */
const boundTo = ({ system, name }: SecretPlace): Buffer => Buffer.from(JSON.stringify([VERSION, system, name]));

const idOf = (bytes: Buffer): string =>
  createHash('sha256').update('rewards secret key').update(bytes).digest('hex').slice(0, KEY_ID_DIGITS);

function bytesOf(key: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, 'hex');
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(key) ? Buffer.from(key, 'base64') : null;
}
