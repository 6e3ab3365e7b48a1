/** V11. Badges to take along: what the configuration says of them, and the documents of Open Badges 3.0 that a site gives. */

export const CREDENTIAL_LIMITS = {
  /** Characters. */
  issuerName: 200,
  issuerUrl: 500,
  issuerEmail: 254,
  /** Bits of the shortest RSA key that signs. */
  keyBits: 2_048,
  /** Keys that the key set has, the newest first. */
  keys: 1_000,
  /** Bytes of an image that a credential is put into. */
  imageBytes: 1_048_576,
  /** Milliseconds for fetching it from where a host stores its files. */
  imageTimeout: 10_000,
  /** Credentials that share a status list: the fewest that a Bitstring Status List has, so that asking for it tells of nobody. */
  statusList: 131_072,
  /** Status lists there can be. */
  statusLists: 10_000,
} as const;

/** How a credential is asked for: as it is, or within the badge's image. */
export const CREDENTIAL_FORMATS = ['jwt', 'svg'] as const;
export type CredentialFormat = (typeof CREDENTIAL_FORMATS)[number];

/** Who issues badges, as the configuration says. */
export interface BadgeIssuer {
  readonly name: string;
  /** Their website. */
  readonly url: string;
  readonly email?: string | undefined;
}

/** What stands under `badges` in the configuration. */
export interface BadgesSettings {
  readonly issuer: BadgeIssuer;
  /** An RSA key in PEM; without it the plugin makes one. */
  readonly privateKey?: string | undefined;
}

/** The public half of a key, as a JSON Web Key. */
export interface PublicKeyDto {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
  /** Its address. */
  readonly kid: string;
}

export interface ProfileDocument {
  readonly id: string;
  readonly type: readonly ['Profile'];
  readonly name: string;
  readonly url: string;
  readonly email?: string;
}

export interface AchievementDocument {
  readonly id: string;
  readonly type: readonly ['Achievement'];
  readonly achievementType: 'Badge';
  readonly name: string;
  readonly description: string;
  readonly criteria: { readonly narrative: string };
  readonly image?: { readonly id: string; readonly type: 'Image'; readonly caption?: string };
}

/** The keys that credentials are signed with. */
export interface CredentialsService {
  /**
   * Makes a new key, which signs from now on; those before it stay in the key set, so that what they signed is still verified,
   * and can sign nothing any more. KEY_CONFIGURED where the configuration has the key.
   */
  rotateKey(): Promise<{ readonly key: string }>;
}
