/** What administrators see of the ledger and its members: lists, details, exports, figures. Reads, and changes nothing. */
export { reportRoom } from './room';

// For the site.
export { type LeaderboardRequest, type Leaderboards } from './leaderboard/leaderboard';
export type { ExportOfMember } from './member-export/export-member';
export { type OwnDependencies, ownBalances, ownExpiry, ownHistory } from './own/own';
