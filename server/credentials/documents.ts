/** V11. What Open Badges 3.0 has a verifier read, and the claims of the JWT that says the same (its section on the JWT proof). */
import type { AchievementDocument, BadgeIssuer, IsoInstant, ProfileDocument } from '../contract';
import { sha256 } from '../kernel';
import type { Addresses } from './addresses';
import { CREDENTIALS_PER_LIST, statusListOf } from './status-list';

const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const CONTEXT = [CREDENTIALS_V2, OPEN_BADGES_3];

/** A document that stands alone says in which words it speaks. */
export const withContext = (document: object): object => ({ '@context': CONTEXT, ...document });

export const profileOf = ({ issuer: id }: Addresses, { name, url, email }: BadgeIssuer): ProfileDocument => ({
  ...{ id, type: ['Profile'], name, url },
  ...(email === undefined ? {} : { email }),
});

/** A badge, as far as a verifier is told of it. */
export interface Badge {
  readonly documentId: string;
  readonly name: string;
  readonly description: string | null;
  readonly image: { readonly url: string; readonly alternativeText?: string | null } | null;
}

export function achievementOf(
  addresses: Addresses,
  { documentId, name, description, image }: Badge,
): AchievementDocument {
  // Both are required, and a badge has one text at most that says what it is given for.
  const text = description?.trim() || name;
  return {
    ...{ id: addresses.achievement(documentId), type: ['Achievement'], achievementType: 'Badge' },
    ...{ name, description: text, criteria: { narrative: text } },
    ...(image ? { image: imageOf(addresses, image) } : {}),
  };
}

const imageOf = (
  { file }: Addresses,
  { url, alternativeText }: NonNullable<Badge['image']>,
): AchievementDocument['image'] => ({
  ...{ id: file(url), type: 'Image' },
  ...(alternativeText ? { caption: alternativeText } : {}),
});

/** What a credential says. */
export interface Statement {
  readonly issuer: BadgeIssuer;
  readonly badge: Badge;
  readonly awardedAt: IsoInstant;
  /** Null where the member has none. */
  readonly email: string | null;
  readonly issued: {
    readonly id: number;
    readonly credential: string;
    readonly subject: string;
    readonly salt: string;
  };
}

/** The payload of a credential. */
export function credentialOf(addresses: Addresses, { issuer, badge, awardedAt, email, issued }: Statement): object {
  const seconds = Math.floor(Date.parse(awardedAt) / 1000);
  const awarded = inSeconds(seconds);
  const list = addresses.statusList(statusListOf(issued.id));
  const index = String((issued.id - 1) % CREDENTIALS_PER_LIST);
  const id = urn(issued.credential);
  const subject = urn(issued.subject);
  return {
    ...withContext({ id, type: ['VerifiableCredential', 'OpenBadgeCredential'], name: badge.name }),
    issuer: profileOf(addresses, issuer),
    validFrom: awarded,
    awardedDate: awarded,
    credentialSubject: {
      ...{ id: subject, type: ['AchievementSubject'] },
      ...(email === null ? {} : { identifier: [identityOf(email, issued.salt)] }),
      achievement: achievementOf(addresses, badge),
    },
    credentialStatus: {
      ...{ id: `${list}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
      ...{ statusListIndex: index, statusListCredential: list },
    },
    ...{ iss: addresses.issuer, jti: id, nbf: seconds, sub: subject },
  };
}

/** Who holds it, for those alone who know the address already. */
const identityOf = (email: string, salt: string): object => ({
  ...{ type: 'IdentityObject', identityType: 'emailAddress' },
  ...{ hashed: true, identityHash: `sha256$${sha256(email + salt)}`, salt },
});

/** How long a status list may be kept, in seconds: as long as any public answer (V7). */
const LIST_IS_KEPT = 60;

/** The payload of a status list (W3C, Bitstring Status List). It is dated by the minute, so that whoever has it is told so. */
export function statusListCredentialOf(addresses: Addresses, list: number, encodedList: string, now: number): object {
  const seconds = Math.floor(now / 1000 / LIST_IS_KEPT) * LIST_IS_KEPT;
  const id = addresses.statusList(list);
  return {
    ...{ '@context': [CREDENTIALS_V2], id, type: ['VerifiableCredential', 'BitstringStatusListCredential'] },
    issuer: addresses.issuer,
    validFrom: inSeconds(seconds),
    credentialSubject: {
      ...{ id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList },
      ttl: LIST_IS_KEPT * 1000,
    },
    ...{ iss: addresses.issuer, jti: id, nbf: seconds, sub: `${id}#list` },
  };
}

/** An instant as a JWT can say it too: `nbf` has to be the same as `validFrom`. */
const inSeconds = (seconds: number): IsoInstant => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

export const urn = (uuid: string): string => `urn:uuid:${uuid}`;
