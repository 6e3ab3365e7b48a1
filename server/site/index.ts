/** What a site is told by the content API: the catalogue, public profiles, leaderboards, and members of themselves. */
export { siteRoom } from './room';
