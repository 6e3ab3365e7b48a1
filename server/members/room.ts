import type { Core } from '@strapi/types';
import { readCurrencies } from '../currencies';
import { type Outbox, readClockSkew } from '../kernel';
import { MEMBER_EDIT_ENDPOINTS, type MemberInput, type MembersService } from '../contract';
import type { Host } from '../kernel/host';
import { defineRoom, type RoomContent } from '../kernel/room';
import type { Ledger } from '../ledger';
import { revocationsOf } from './badges/revocation-store';
import { consentChangesOf } from './consent/consent-store';
import { BADGE_AWARD_UID, BADGE_UID, LEVEL_UID, MEMBER_UID, memberContentTypes, TIER_UID } from './content-types';
import { seedDefaultTiers } from './default-tiers';
import { memberEditController } from './controller';
import { createMember } from './create';
import { createMembers, type MemberDependencies } from './directory';
import { memberGuards } from './guards';
import { bringImagesBack } from './images';
import { lockMembers } from './row-store';
import { createRuleEdits, editRulesInOneTransaction, inEdit } from './rule-edits';
import { createRulesSource } from './rules';
import { prepareRulesVersion } from './rules-version-store';
import { consentChangeTable, memberTextIndex, revocationTable, rulesVersionTable } from './schema';
import { findSiteUsers } from './site-users/find-users';
import { followSiteUsers, SITE_USER_UID } from './site-users/follow';
import { followAllUsers, followUsers, readMembersSetting, type TakeInDependencies } from './site-users/take-in';
import { surroundingsOf } from './surroundings';
import { backfillMembers } from './backfill-store';

/** Where users-permissions keeps its users; undefined where there is no such plugin. */
const userTableOf = (strapi: Core.Strapi): string | undefined =>
  (strapi.plugin('users-permissions') as Core.Plugin | undefined)
    ? strapi.db.metadata.get(SITE_USER_UID).tableName
    : undefined;

function takeInOf(host: Host, members: MembersService): TakeInDependencies {
  const { strapi, clock, dialect, db, transactions, setting } = host;
  return {
    ...{ clock, dialect, db, members, inTransaction: transactions.run, table: userTableOf(strapi) },
    policy: readMembersSetting(setting('members')),
  };
}

const RANK = {
  ids: ['documentId', 'code'],
  editedWith: 'edit-rules',
  isRule: true,
} as const satisfies Partial<RoomContent>;

interface Needs {
  readonly outbox: Outbox;
  readonly posting: Pick<Ledger, 'balances'>;
}

export const memberRoom = defineRoom<Needs>()({
  contentTypes: {
    member: {
      uid: MEMBER_UID,
      type: memberContentTypes.member,
      ids: ['documentId', 'externalId', 'externalKey', 'siteUser'],
      editedWith: 'edit-members',
    },
    level: { uid: LEVEL_UID, type: memberContentTypes.level, ...RANK },
    tier: { uid: TIER_UID, type: memberContentTypes.tier, ...RANK },
    badge: { uid: BADGE_UID, type: memberContentTypes.badge, ids: ['documentId', 'code'], editedWith: 'edit-rules' },
    'badge-award': {
      uid: BADGE_AWARD_UID,
      type: memberContentTypes['badge-award'],
      ids: ['documentId'],
      editedWith: 'edit-members',
    },
  },
  models: [rulesVersionTable.model, consentChangeTable.model, revocationTable.model],
  textIndexes: [memberTextIndex],
  permissions: {
    'edit-rules': { displayName: 'Edit currencies, levels, tiers and badges', subCategory: 'content' },
    'edit-members': { displayName: 'Make and edit members, and edit badge awards as content', subCategory: 'members' },
    'award-badges': { displayName: 'Award badges', subCategory: 'members' },
  },
  endpoints: { 'member-edits': MEMBER_EDIT_ENDPOINTS },
  create(host, needs) {
    const { strapi, knex, dialect, clock, db, transactions } = host;
    const { outbox } = needs;
    const rules = createRulesSource({
      db: knex,
      dialect,
      clockSkew: readClockSkew(host.setting('clockSkewSeconds')),
      readCurrencies,
      currentTransaction: transactions.current,
    });
    const dependencies: MemberDependencies = {
      dialect,
      clock,
      outbox,
      db,
      inTransaction: transactions.run,
      rules: rules.current,
      newDocumentId: () => host.newDocumentId(MEMBER_UID),
      newAwardId: () => host.newDocumentId(BADGE_AWARD_UID),
      userTable: () => userTableOf(strapi),
      // The ledger is built later.
      balances: (query) => needs.posting.balances(query),
    };
    return {
      rules,
      surroundings: surroundingsOf(rules, dialect, outbox),
      members: createMembers(dependencies),
      createMember: (input: MemberInput) => createMember(dependencies, input),
      ruleEdits: createRuleEdits(transactions, rules, outbox),
    };
  },
  settings: { members: readMembersSetting },
  tasks: (host, { members }) => ({ 'follow-users': (context) => followAllUsers(takeInOf(host, members), context) }),
  memberRecords: () => ({ consentChanges: consentChangesOf, badgeRevocations: revocationsOf }),
  services: { members: (_, { members }) => members },
  controllers: {
    'member-edits': ({ strapi, db, dialect }, { members, createMember: create }) =>
      memberEditController({
        ...{ members, createMember: create, log: strapi.log },
        findSiteUsers: (asked) => findSiteUsers(db(), dialect, userTableOf(strapi), asked),
      }),
  },
  register: editRulesInOneTransaction,
  guards: ({ strapi, clock, db, dialect, transactions }, { ruleEdits, outbox }) =>
    memberGuards({
      strapi,
      clock,
      outbox,
      dialect,
      db,
      lockRules: ruleEdits.lock,
      lockMembers: (members) =>
        inEdit(transactions, async (trx) => {
          await lockMembers(trx, dialect, members, { skipLocked: false });
        }),
      onRanksChanged: ruleEdits.recompute,
    }),
  async setUp(host, { members }) {
    const { strapi, knex } = host;
    followSiteUsers(strapi, (ids, formers) => followUsers(takeInOf(host, members), ids, formers));
    await bringImagesBack(strapi, knex);
    await backfillMembers(knex);
    await prepareRulesVersion(knex);
  },
  seed: ({ strapi }) => seedDefaultTiers(strapi),
});
