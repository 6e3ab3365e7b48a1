import { randomBytes } from 'node:crypto';
import {
  createSecretCipher,
  readSecretKeys,
  type SecretCipher,
  type SecretKey,
  UnreadableSecret,
} from '../../../server/affiliates/systems/secrets';
import { refusalOf } from '../refusal';

const PLACE = { system: 'abc123', name: 'token' };
const SECRET = 'hunter2 — ключ';

const keysOf = (...given: Buffer[]) =>
  readSecretKeys(
    given.map((key) => key.toString('base64')),
    'keys',
  ) as [SecretKey, ...SecretKey[]];
const cipherOf = (...given: Buffer[]): SecretCipher => createSecretCipher(keysOf(...given));

function reasonOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof UnreadableSecret) return error.reason;
    throw error;
  }
  return undefined;
}

describe('F11 a secret that is stored', () => {
  const [old, current] = [randomBytes(32), randomBytes(32)];

  it.each(['', 'x', SECRET, '\u0000\n', 'x'.repeat(4_000)])('F11 comes back as it was: %j', (secret) => {
    const cipher = cipherOf(current);
    expect(cipher.decrypt(PLACE, cipher.encrypt(PLACE, secret))).toBe(secret);
  });

  it('F11 does not show in what is stored, nor does the key, and looks other each time', () => {
    const cipher = cipherOf(current);
    const stored = [cipher.encrypt(PLACE, SECRET), cipher.encrypt(PLACE, SECRET)];
    expect(stored[0]).not.toBe(stored[1]);
    expect(stored[0]).toMatch(/^v1\.[0-9a-f]{12}\.[\w-]+$/);
    for (const hidden of [SECRET, Buffer.from(SECRET).toString('base64url'), current.toString('hex').slice(0, 12)]) {
      expect(stored[0]).not.toContain(hidden);
    }
  });

  it('F11 is read with an older key, and encrypted with the first', () => {
    const stored = cipherOf(old).encrypt(PLACE, SECRET);
    const rotated = cipherOf(current, old);
    expect([rotated.decrypt(PLACE, stored), rotated.isCurrent(stored)]).toEqual([SECRET, false]);
    const anew = rotated.encrypt(PLACE, SECRET);
    expect([cipherOf(current).decrypt(PLACE, anew), rotated.isCurrent(anew)]).toEqual([SECRET, true]);
  });

  it('F11 cannot be read when its key has gone', () => {
    const stored = cipherOf(old).encrypt(PLACE, SECRET);
    expect(reasonOf(() => cipherOf(current).decrypt(PLACE, stored))).toBe('no-key');
  });

  it.each([
    ['another system', { ...PLACE, system: 'abc124' }],
    ['another name', { ...PLACE, name: 'other' }],
    ['a place of the same letters', { system: 'abc123t', name: 'oken' }],
    ['a place that is written alike', { system: 'abc123","tok', name: 'en' }],
  ])('F11 is of no use to %s', (_, place) => {
    const cipher = cipherOf(current);
    expect(reasonOf(() => cipher.decrypt(place, cipher.encrypt(PLACE, SECRET)))).toBe('damaged');
  });

  it('F11 cannot be read when any bit of it has changed', () => {
    const cipher = cipherOf(current);
    const [version, id, text] = cipher.encrypt(PLACE, SECRET).split('.') as [string, string, string];
    const bytes = Buffer.from(text, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const stored = [version, id, changed.toString('base64url')].join('.');
      expect(reasonOf(() => cipher.decrypt(PLACE, stored))).toBe('damaged');
    }
  });

  it('F11 cannot be read when it is cut, of another version, or nothing at all', () => {
    const cipher = cipherOf(current);
    const stored = cipher.encrypt(PLACE, SECRET);
    const [, id, text] = stored.split('.') as [string, string, string];
    for (const broken of [
      stored.slice(0, -4),
      stored.slice(0, 40),
      `v2.${id}.${text}`,
      `v1.${id}`,
      `v1.${id}.`,
      '',
      'v1',
    ]) {
      expect(reasonOf(() => cipher.decrypt(PLACE, broken))).toBe('damaged');
    }
    expect(reasonOf(() => cipher.decrypt(PLACE, `v1.000000000000.${text}`))).toBe('no-key');
  });

  it('F11 says which one cannot be read, and nothing of it', () => {
    const error = new UnreadableSecret('no-key', PLACE);
    expect(error.message).toBe(
      'The secret "token" of the affiliate system abc123 cannot be read: its key is not in the configuration.',
    );
  });
});

describe('F11 the keys of the configuration', () => {
  const key = randomBytes(32);

  it.each(['base64', 'base64url', 'hex'] as const)('F11 are 32 bytes in %s', (encoding) => {
    const [read] = readSecretKeys([key.toString(encoding)], 'keys');
    expect(read?.bytes.equals(key)).toBe(true);
  });

  it('F11 are told apart by an id', () => {
    const [one, other, again] = keysOf(key, randomBytes(32), key);
    expect(one.id).not.toBe(other?.id);
    expect(one.id).toBe(again?.id);
  });

  it.each([
    ['no list', 'secret', 'must be a list of 1 to 10 keys.'],
    ['nothing', undefined, 'must be a list of 1 to 10 keys.'],
    ['none', [], 'must be a list of 1 to 10 keys.'],
    ['too many', Array(11).fill(key.toString('hex')), 'must be a list of 1 to 10 keys.'],
    ['31 bytes', [key.subarray(1).toString('hex')], 'key 1 must be 32 bytes in base64 or hexadecimal.'],
    [
      '33 bytes',
      [Buffer.concat([key, key]).subarray(31).toString('base64')],
      'key 1 must be 32 bytes in base64 or hexadecimal.',
    ],
    ['a passphrase', ['correct horse battery staple'], 'key 1 must be 32 bytes in base64 or hexadecimal.'],
    ['a second that is none', [key.toString('hex'), 7], 'key 2 must be 32 bytes in base64 or hexadecimal.'],
    ['a blank behind', [`${key.toString('hex')} `], 'key 1 must be 32 bytes in base64 or hexadecimal.'],
  ])('F11 are refused with a sentence: %s', (_, given, problem) => {
    const refusal = refusalOf(() => readSecretKeys(given, 'affiliates.secretKeys'));
    expect([refusal?.code, refusal?.message]).toEqual(['INVALID_INPUT', `affiliates.secretKeys: ${problem}`]);
  });
});
