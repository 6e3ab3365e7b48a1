import { type ClubEventPageDto, type DecidingMissionDto, type DecisionDto } from '../../contract';
import { type Db, RewardsError } from '../../kernel';
import { eventDetail } from '../events/event-detail';
import { readMissions, readVersions } from '../missions/mission-store';
import type { ClubReportDependencies } from './list-events';
import { readMemberNames } from './name-store';

/**
 * E22. An event with its decision, the versions of missions that it was decided by, and its payouts.
 *
 * @throws CLUB_EVENT_NOT_FOUND
 */
export async function eventPage(
  { db, scaleOf }: Pick<ClubReportDependencies, 'db' | 'scaleOf'>,
  id: string,
): Promise<ClubEventPageDto> {
  const detail = await eventDetail(db, id, scaleOf);
  if (!detail) throw new RewardsError('CLUB_EVENT_NOT_FOUND', { event: id });
  const names = detail.member === null ? undefined : await readMemberNames(db, [detail.member]);
  return {
    ...detail,
    memberName: names?.get(detail.member ?? '') ?? null,
    missions: detail.decision ? await decidingMissions(db, detail.decision) : [],
  };
}

async function decidingMissions(db: Db, { missions }: DecisionDto): Promise<DecidingMissionDto[]> {
  const versions = await readVersions(db, [...new Set(missions.map(({ mission }) => mission))]);
  const codes = new Map((await readMissions(db)).map(({ id, code }) => [id, code]));
  return missions.flatMap(({ mission, version: number }) => {
    const version = versions.find((one) => one.mission === mission && one.number === number);
    const code = codes.get(mission);
    if (!version || code === undefined) return [];
    return { id: mission, code, name: version.name, version: number, definition: version.definition };
  });
}
