import type { Core } from '@strapi/types';
import { type ConsentsDto, MEMBER_LIMITS } from '../contract';
import { type Clock, type Db, type Dialect, type Outbox, RewardsError } from '../kernel';
import { type Change, type ContentGuard, refuseEmptied } from '../kernel/content-guard';
import { hasAccounts } from '../ledger';
import { BADGE_UID, LEVEL_UID, levelContentType, MEMBER_UID, TIER_UID, tierContentType } from './content-types';
import { anonymise } from './anonymise';
import { awardGuard } from './badges/award-guard';
import { badgeNotice } from './badges/badge-notices';
import { readKnownAwards } from './badges/badge-store';
import { deleteRevocations } from './badges/revocation-store';
import { consentNotices } from './consent/consent-notices';
import { deleteConsentChanges, noteConsentChanges } from './consent/consent-store';
import { changesOfConsent } from './consent/set-consent';
import { checkCode, checkRank, checkThresholds, type RankContent } from './content-rules';
import { requireFreeHandles } from './handle-store';
import { externalKeyOf } from './identity-rules';
import { noteImages } from './images';
import { deleteOrphanedAwards } from './member-store';
import { type Named, searchKeysOf } from './search-rules';
import { writeSearchKeys } from './search-store';
import { readLevels, readTiers } from './standing-store';

export interface GuardDependencies {
  readonly strapi: Core.Strapi;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly outbox: Outbox;
  /** The connection, or the transaction that is under way. */
  readonly db: () => Db;
  /** Keeps everybody from posting until an edit of the ranks is through, and waits for those who are (LEDGER_BUSY). */
  readonly lockRules: () => Promise<void>;
  /** Keeps a member from getting a first account. */
  readonly lockMembers: (members: readonly string[]) => Promise<void>;
  /** Levels or tiers are others now. */
  readonly onRanksChanged: () => Promise<void>;
}

/** The guards of levels, tiers, badges, members and site users. */
export function memberGuards(dependencies: GuardDependencies): readonly ContentGuard<never>[] {
  return [
    rankGuard(dependencies, LEVEL_UID),
    rankGuard(dependencies, TIER_UID),
    badgeGuard(dependencies),
    awardGuard(dependencies),
    memberGuard(dependencies),
    siteUserGuard(dependencies),
  ];
}

function rankGuard(
  dependencies: GuardDependencies,
  uid: typeof LEVEL_UID | typeof TIER_UID,
): ContentGuard<RankContent> {
  const { strapi, db, lockRules, onRanksChanged } = dependencies;
  return {
    uid,
    async before(changes) {
      refuseEmptied(changes, (uid === LEVEL_UID ? levelContentType : tierContentType).schema.attributes);
      for (const { after } of changes) if (after) checkRank(after);
      await lockRules();
      const stored = uid === LEVEL_UID ? await readLevels(db(), true) : await readTiers(db(), true);
      const untouched = stored.filter(({ id }) => !changes.some(({ before }) => before?.id === id));
      checkThresholds(
        changes.flatMap(({ after }) => after ?? []),
        untouched,
      );
    },
    async after() {
      await onRanksChanged();
      await noteImages(strapi, db(), uid);
    },
  };
}

function badgeGuard({ strapi, db, outbox }: GuardDependencies): ContentGuard<RankContent> {
  return {
    uid: BADGE_UID,
    async before(changes) {
      for (const { after } of changes) if (after) checkCode(after.code);
      const deleted = changes.flatMap(({ before, after }) => (before && !after ? [before.id] : []));
      // The awards go with their badges, and then nobody knows any more what they were of.
      const revoked = outbox.wants('rewards.badge-revoked') ? await readKnownAwards(db(), 'badge_id', deleted) : [];
      await outbox.write(
        db(),
        revoked.map((award) => badgeNotice('rewards.badge-revoked', award)),
      );
    },
    async after(changes) {
      if (changes.some(({ after }) => !after)) await deleteOrphanedAwards(db());
      await noteImages(strapi, db(), BADGE_UID);
    },
  };
}

/** A member as the content type has it. */
interface MemberContent extends Named, ConsentsDto {
  readonly documentId: string;
  readonly externalId?: string | null;
  readonly lastSeenAt?: unknown;
  readonly level?: unknown;
  readonly tier?: unknown;
}

const TEXTS = ['externalId', 'siteUser', 'name', 'handle', 'email'] as const;

function memberGuard({ clock, db, dialect, outbox, lockMembers }: GuardDependencies): ContentGuard<MemberContent> {
  return {
    uid: MEMBER_UID,
    derive(data, isNew) {
      // Both follow from the ledger, in the posting's own transaction (L26).
      if (data.level !== undefined || data.tier !== undefined) {
        throw new RewardsError('ENGINE_OWNED', { model: 'The level and the tier of a member' });
      }
      const { externalId, lastSeenAt } = data;
      return {
        ...(externalId === undefined ? {} : { externalKey: externalId === null ? null : externalKeyOf(externalId) }),
        ...(lastSeenAt ? { listed: true } : {}),
        ...(isNew ? newSearchKeys(data) : {}),
      };
    },
    async before(changes) {
      await lockMembers(changes.flatMap(({ before, after }) => (before && !after ? [before.documentId] : [])));
      for (const { before, after } of changes) {
        if (after) checkTexts(after);
        else if (before && (await hasAccounts(db(), { member: before.documentId })))
          throw new RewardsError('MEMBER_IN_USE');
      }
      await requireFreeHandles(db(), changes.flatMap(newHandle));
    },
    async after(changes) {
      const deleted = changes.flatMap(({ before, after }) => (before && !after ? [before.documentId] : []));
      if (deleted.length > 0) {
        await deleteOrphanedAwards(db());
        await deleteConsentChanges(db(), deleted);
        await deleteRevocations(db(), deleted);
      }
      const changed = changes.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []));
      await writeSearchKeys(
        db(),
        changed.map(({ before }) => before.documentId),
      );
      // V7. Whoever writes it, what held before is kept.
      const consents = changed.flatMap(({ before, after }) =>
        changesOfConsent(before.documentId, before, after, clock.now()),
      );
      if (consents.length === 0) return;
      await noteConsentChanges(db(), dialect, consents);
      await outbox.write(db(), consentNotices(consents));
    },
  };
}

/** The handle that a write gives to a member. */
const newHandle = ({ before, after }: Change<MemberContent>) =>
  after?.handle && after.handle !== before?.handle ? [{ handle: after.handle, member: before?.documentId }] : [];

/** By attribute. An update may bring a part of the names only, so its keys are written after it. */
function newSearchKeys(member: Named): object {
  const { search_text: searchText, sort_name: sortName } = searchKeysOf(member);
  return { searchText, sortName };
}

function checkTexts(member: Partial<Record<(typeof TEXTS)[number], unknown>>): void {
  for (const field of TEXTS) {
    const value = member[field];
    if (typeof value === 'string' && value.length > MEMBER_LIMITS[field]) {
      throw new RewardsError('INVALID_INPUT', { field, problem: `at most ${MEMBER_LIMITS[field]} characters.` });
    }
  }
}

/** L36. Whoever deletes a site user leaves an anonymised member. Never called where users-permissions is missing. */
function siteUserGuard({ db, clock, outbox }: GuardDependencies): ContentGuard<{ readonly documentId: string }> {
  return {
    uid: 'plugin::users-permissions.user',
    watches: 'deletions',
    async after(changes: readonly Change<{ readonly documentId: string }>[]) {
      const users = changes.flatMap(({ before }) => before?.documentId ?? []);
      await anonymise(db(), outbox, 'site_user', users, clock.now());
    },
  };
}
