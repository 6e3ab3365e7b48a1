/** V11. Answers what a verifier asks about badges that were taken along, and what a member asks who takes one. */
import { RewardsError } from '../../kernel';
import { contentDocumentAction, siteUserOf } from '../../kernel/content-api';
import type { Credentials } from '../../credentials';
import { type MeDependencies, memberOf } from '../me';
import { ACHIEVEMENT, ISSUER, KEY, KEYS, OWN_CREDENTIAL, STATUS_LIST } from './credential-schemas';

const TYPE = {
  document: 'application/ld+json; charset=utf-8',
  key: 'application/jwk+json',
  keys: 'application/jwk-set+json',
  credential: 'application/vc+jwt',
  image: 'image/svg+xml; charset=utf-8',
} as const;

/** For whoever was shown a credential. */
export const credentialController = (credentials: Credentials): object => ({
  issuer: contentDocumentAction(ISSUER, 'public', () =>
    Promise.resolve({ type: TYPE.document, content: credentials.profile() }),
  ),
  keys: contentDocumentAction(KEYS, 'public', async () => ({ type: TYPE.keys, content: await credentials.keys() })),
  key: contentDocumentAction(KEY, 'public', async ({ key }) => ({
    type: TYPE.key,
    content: await credentials.key(key),
  })),
  achievement: contentDocumentAction(ACHIEVEMENT, 'public', async ({ documentId }) => ({
    type: TYPE.document,
    content: await credentials.achievement(documentId),
  })),
  status: contentDocumentAction(STATUS_LIST, 'public', async ({ list }) => ({
    type: TYPE.credential,
    content: await credentials.statusList(list),
  })),
});

/** For the member whose badge it is, and nobody else. */
export const ownCredential = (dependencies: MeDependencies, credentials: Credentials) =>
  contentDocumentAction(OWN_CREDENTIAL, 'private', async ({ award, format }, ctx) => {
    const member = await memberOf(dependencies, siteUserOf(ctx));
    if (!member) throw new RewardsError('AWARD_NOT_FOUND', { award });
    const { content, badge } = await credentials.issue(member, award, format);
    return format === 'svg'
      ? { type: TYPE.image, content, fileName: `${badge.code}.svg` }
      : { type: TYPE.credential, content };
  });
