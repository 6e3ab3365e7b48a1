import type { ClubService } from '../contract';
import { type Db, type Milliseconds, toIsoOrNull } from '../kernel';
import { eventDetail } from './events/event-detail';
import { record, type RecordDependencies, recordMany } from './events/record';
import { changeMission, listMissions, type MissionDependencies, saveMission } from './missions/save-mission';
import { createPool, listPools, movePool, type PoolDependencies } from './pools/move-pool';

export type ClubDependencies = RecordDependencies &
  MissionDependencies &
  PoolDependencies & {
    /** The transaction that the caller is in, or the connection. */
    db(): Db;
    /** @returns when the next event is due; null: none waits */
    decideDue(): Promise<Milliseconds | null>;
  };

/** The service `club`. */
export const createClub = (deps: ClubDependencies): ClubService => ({
  record: (input) => record(deps, input),
  recordMany: (inputs) => recordMany(deps, inputs),
  get: (id) => eventDetail(deps.db(), id, deps.scaleOf),
  decideDue: async () => ({ nextDueAt: toIsoOrNull(await deps.decideDue()) }),
  saveMission: (input) => saveMission(deps, input),
  changeMission: (input) => changeMission(deps, input),
  missions: () => listMissions(deps.db()),
  createPool: (input) => createPool(deps, input),
  fundPool: (input) => movePool(deps, 'fund', input),
  withdrawFromPool: (input) => movePool(deps, 'withdraw', input),
  pools: () => listPools(deps, deps.db()),
});
