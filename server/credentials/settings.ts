import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { type BadgesSettings, CREDENTIAL_LIMITS } from '../contract';
import { parseInput } from '../kernel/http';
import { nameField } from '../kernel/query';

const { issuerName, issuerUrl, issuerEmail, keyBits } = CREDENTIAL_LIMITS;

const badges = z.strictObject(
  {
    issuer: z.strictObject(
      {
        name: nameField(issuerName),
        url: z
          .url({ protocol: /^https?$/, error: 'must be an address such as "https://www.example.com"' })
          .max(issuerUrl, `must have at most ${issuerUrl} characters`),
        email: z.email('must be a mail address').max(issuerEmail).optional(),
      },
      'must say who issues badges, such as { name: "Example", url: "https://www.example.com" }',
    ),
    privateKey: z
      .string('must be a private key in PEM')
      .refine(canSign, `must be an RSA private key in PEM, without a passphrase, of ${keyBits} bits or more`)
      .optional(),
  },
  'must be an object with issuer',
);

/** Checks the plugin's configuration under `badges`; null: badges cannot be taken along. INVALID_INPUT, which never tells the key. */
export const readBadgesSettings = (input: unknown): BadgesSettings | null =>
  parseInput(z.object({ badges: badges.nullish() }), { badges: input }).badges ?? null;

function canSign(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= keyBits;
  } catch {
    // What is wrong with it, OpenSSL says in words of its own; the refusal says what would be right.
    return false;
  }
}
