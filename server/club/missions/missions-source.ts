import type { Db } from '../../kernel';
import { readDefinition } from './definition';
import { type MissionsInForce, missionsInForce } from './in-force';
import { countMissionActs, readMissionActs, readMissions, readVersions } from './mission-store';
import { asksEventAlone, looksAtMember, type MissionVersion } from './version';

/** Keeps which missions were in force when, and reads them anew once something was done with one. */
export interface MissionsSource {
  /** @param db a transaction, or the connection: as it is there */
  inForce(db: Db): Promise<MissionsInForce>;
}

export function createMissionsSource(): MissionsSource {
  let kept: { readonly acts: number; readonly inForce: MissionsInForce } | undefined;
  return {
    async inForce(db) {
      const acts = await countMissionActs(db);
      if (kept?.acts !== acts) kept = { acts, inForce: await read(db) };
      return kept.inForce;
    },
  };
}

async function read(db: Db): Promise<MissionsInForce> {
  const acts = await readMissionActs(db);
  const missions = new Map((await readMissions(db)).map((mission) => [mission.id, mission]));
  const versions = await readVersions(db, [...missions.keys()]);
  const read = new Map<number, MissionVersion>();
  for (const { id, number, mission: missionId, name, definition } of versions) {
    const mission = missions.get(missionId);
    if (!mission) continue;
    const says = readDefinition(definition);
    const of = { id: missionId, code: mission.code, name };
    read.set(id, {
      ...{ id, number, mission: of, says },
      ...{ looksAtMember: looksAtMember(says), asksEventAlone: asksEventAlone(says) },
    });
  }
  return missionsInForce(acts, read);
}
