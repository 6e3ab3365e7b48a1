/** What the routes of badges to take along take and answer (V11). Their documents are of Open Badges 3.0, and in no envelope of Strapi's. */
import { z } from 'zod';
import {
  type AchievementDocument,
  CREDENTIAL_FORMATS,
  CREDENTIAL_LIMITS,
  type ProfileDocument,
  type PublicKeyDto,
} from '../../contract';
import { countUpTo, nameField } from '../../kernel/query';

const context = { '@context': z.array(z.string()) };
const image = z.object({ id: z.string(), type: z.literal('Image'), caption: z.string().optional() });

const profile = z.object({
  ...{ ...context, id: z.string(), type: z.tuple([z.literal('Profile')]) },
  ...{ name: z.string(), url: z.string(), email: z.string().optional() },
}) satisfies z.ZodType<ProfileDocument>;

const achievement = z.object({
  ...{ ...context, id: z.string(), type: z.tuple([z.literal('Achievement')]), achievementType: z.literal('Badge') },
  ...{ name: z.string(), description: z.string(), criteria: z.object({ narrative: z.string() }) },
  image: image.optional(),
}) satisfies z.ZodType<AchievementDocument>;

const key = z.object({
  ...{ kty: z.literal('RSA'), n: z.string(), e: z.string() },
  ...{ alg: z.literal('RS256'), use: z.literal('sig'), kid: z.string() },
}) satisfies z.ZodType<PublicKeyDto>;

const jwt = z.string().describe('A JWT, signed with RS256.');

export const ISSUER = { response: profile };
export const KEYS = { response: z.object({ keys: z.array(key) }) };
export const KEY = { params: { key: nameField(43) }, response: key };
export const ACHIEVEMENT = { params: { documentId: nameField(40) }, response: achievement };
export const STATUS_LIST = {
  query: { list: countUpTo(CREDENTIAL_LIMITS.statusLists).default(1) },
  response: jwt,
};
export const OWN_CREDENTIAL = {
  params: { award: nameField(40) },
  query: { format: z.enum(CREDENTIAL_FORMATS, `must be one of ${CREDENTIAL_FORMATS.join(', ')}.`).default('jwt') },
  response: jwt,
};
