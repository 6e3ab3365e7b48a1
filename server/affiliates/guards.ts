import { AFFILIATE_LIMITS } from '../contract';
import { type Db, RewardsError } from '../kernel';
import type { Change, ContentGuard } from '../kernel/content-guard';
import { AFFILIATE_LINK_UID, AFFILIATE_UID } from './content-types';
import { type Doubled, doubledAffiliates, doubledLinks, hasEventsOf } from './content-store';

interface AffiliateContent {
  readonly id: number;
  readonly key?: unknown;
}

interface LinkContent {
  readonly id: number;
  readonly documentId: string;
  readonly externalId?: unknown;
  readonly payload?: unknown;
}

/** C11. What affiliates and links must be, whoever writes them. */
export const affiliateGuards = (db: () => Db): readonly ContentGuard<never>[] => [affiliateGuard(db), linkGuard(db)];

const affiliateGuard = (db: () => Db): ContentGuard<AffiliateContent> => ({
  uid: AFFILIATE_UID,
  before(changes) {
    for (const { after } of changes) if (after) requireName('key', after.key, AFFILIATE_LIMITS.code);
  },
  async after(changes, made) {
    refuseDoubled('key', await doubledAffiliates(db(), rowsOf(changes, made)));
  },
});

const linkGuard = (db: () => Db): ContentGuard<LinkContent> => ({
  uid: AFFILIATE_LINK_UID,
  async before(changes) {
    for (const { before, after } of changes) {
      if (after) requireName('externalId', after.externalId, AFFILIATE_LIMITS.externalId);
      if (after) requirePayload(after.payload);
      else if (before && (await hasEventsOf(db(), before.documentId))) throw new RewardsError('LINK_IN_USE');
    }
  },
  async after(changes, made) {
    refuseDoubled('externalId', await doubledLinks(db(), rowsOf(changes, made)));
  },
});

const rowsOf = (changes: readonly Change<{ readonly id: number }>[], made: readonly number[]): number[] => [
  ...changes.flatMap(({ before, after }) => (before && after ? [before.id] : [])),
  ...made,
];

/** Looked at after the write, in its transaction: before it, nobody can tell to which system a relation leads. */
function refuseDoubled(field: string, doubled: Doubled | undefined): void {
  if (!doubled) return;
  const { name, system } = doubled;
  refuse(field, system === null ? `another one without a system has "${name}".` : `${system} has "${name}" already.`);
}

function requireName(field: string, value: unknown, longest: number): void {
  if (typeof value !== 'string' || value.trim() === '') refuse(field, 'must not be empty.');
  else if (value.length > longest) refuse(field, `must have at most ${longest} characters.`);
  else if (value !== value.trim()) refuse(field, 'must not begin or end with a blank.');
}

function requirePayload(payload: unknown): void {
  if (payload === null || payload === undefined) return;
  const read: unknown = typeof payload === 'string' ? readJson(payload) : payload;
  if (typeof read !== 'object' || read === null || Array.isArray(read)) refuse('payload', 'must be a JSON object.');
  if (JSON.stringify(read).length > AFFILIATE_LIMITS.linkPayload) {
    refuse('payload', `must have at most ${AFFILIATE_LIMITS.linkPayload} characters.`);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
