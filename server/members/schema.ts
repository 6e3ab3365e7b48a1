/** The tables of the members' content types. Their columns are the attributes' names in snake case. */
export const MEMBER_TABLES = {
  members: 'rewards_members',
  levels: 'rewards_levels',
  tiers: 'rewards_tiers',
  badges: 'rewards_badges',
  badgeAwards: 'rewards_badge_awards',
} as const;

/** B13. The search of the directory. */
export const memberTextIndex = {
  name: 'rewards_members_words',
  table: MEMBER_TABLES.members,
  columns: ['search_text'],
} as const;
