import { requiredInteger } from '../kernel/columns';

/** The tables of the members' content types. Their columns are the attributes' names in snake case. */
export const MEMBER_TABLES = {
  members: 'rewards_members',
  levels: 'rewards_levels',
  tiers: 'rewards_tiers',
  badges: 'rewards_badges',
  badgeAwards: 'rewards_badge_awards',
  rules: 'rewards_rules',
} as const;

/** B13. The search of the directory. */
export const memberTextIndex = {
  name: 'rewards_members_words',
  table: MEMBER_TABLES.members,
  columns: ['search_text'],
} as const;

/** One row, which tells by its version whether currencies, levels and tiers are what they were, and is locked to keep them so. */
const rulesVersion = {
  uid: 'plugin::rewards.rules-version',
  singularName: 'rules-version',
  tableName: MEMBER_TABLES.rules,
  attributes: { id: { type: 'increments' }, version: requiredInteger },
  indexes: [],
};

export const memberModels = [rulesVersion];
