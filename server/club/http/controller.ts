import type { Core } from '@strapi/types';
import {
  type ClubEndpointTypes,
  type ClubService,
  type MissionDto,
  type MissionInput,
  type MissionRowDto,
  type PayoutStatus,
  type PoolInput,
} from '../../contract';
import { actorOf, type Db, RewardsError } from '../../kernel';
import {
  administratorOf,
  adminAction,
  type AdminAction,
  fileAction,
  type HttpContext,
  refuse,
} from '../../kernel/http';
import { nothing } from '../../kernel/query';
import type { Expected } from '../missions/save-mission';
import { poolPage } from '../pools/pool-page';
import { eventPage } from '../report/event-page';
import { exportClubEvents } from '../report/export-events';
import { clubFigures } from '../report/figures';
import { type ClubReportDependencies, listClubEvents } from '../report/list-events';
import { countByMission } from '../report/selection-store';
import { eventFilter, eventList, missionAct, missionFields, newPool, oneEvent, onePool, poolMove } from './validate';

export interface ClubControllerDependencies extends ClubReportDependencies {
  readonly club: ClubService;
  saveMission(input: MissionInput, expected: Expected): Promise<MissionDto>;
  /** E24. */
  readonly isOn: boolean;
  readonly log: Pick<Core.Strapi['log'], 'info'>;
}

type Actions = Record<keyof ClubEndpointTypes, AdminAction>;

/** Answers the pages of the rewards club in the admin panel. Who did what stands in Strapi's log. */
export function clubController(deps: ClubControllerDependencies): Actions {
  const { club, db, log } = deps;
  const actor = (ctx: HttpContext) => actorOf(administratorOf(ctx));
  const note = (ctx: HttpContext, what: string) => log.info(`Rewards: ${actor(ctx).id} ${what}`);
  const actions: Actions = {
    getClub: adminAction('getClub', nothing, () => Promise.resolve({ isOn: deps.isOn })),
    listClubEvents: adminAction('listClubEvents', eventList, (query) => listClubEvents(deps, query)),
    exportClubEvents: fileAction('exportClubEvents', eventFilter, (filter) => exportClubEvents(deps, filter)),
    getClubFigures: adminAction('getClubFigures', eventFilter, (filter) => clubFigures(deps, filter)),
    getClubEvent: adminAction('getClubEvent', oneEvent, ({ event }) => eventPage(deps, event)),
    listMissions: adminAction('listMissions', nothing, () => missionRows(club, db)),
    createMission: adminAction('createMission', missionFields, async (input, ctx) => {
      const mission = await deps.saveMission({ ...(input as unknown as MissionInput), actor: actor(ctx) }, 'new');
      note(ctx, `made the mission ${mission.code}`);
      return mission;
    }),
    saveMission: adminAction('saveMission', missionFields, async (input, ctx) => {
      const mission = await deps.saveMission({ ...(input as unknown as MissionInput), actor: actor(ctx) }, 'there');
      note(ctx, `saved the mission ${mission.code}`);
      return mission;
    }),
    changeMission: adminAction('changeMission', missionAct, async ({ code, act }, ctx) => {
      const mission = await club.changeMission({ code, act, actor: actor(ctx) });
      note(ctx, `had the mission ${code} ${mission.state}`);
      return mission;
    }),
    listPools: adminAction('listPools', nothing, () => club.pools()),
    createPool: adminAction('createPool', newPool, async (input, ctx) => {
      const pool = await club.createPool({ ...(input as unknown as PoolInput), actor: actor(ctx) });
      note(ctx, `made the pool ${pool.code}`);
      return pool;
    }),
    getPool: adminAction('getPool', onePool, (query) => poolPage(deps, db, query)),
    movePool: adminAction('movePool', poolMove, async ({ move, ...input }, ctx) => {
      const work = move === 'fund' ? club.fundPool : club.withdrawFromPool;
      return work({ ...input, actor: actor(ctx) });
    }),
  };
  return deps.isOn ? actions : off(actions);
}

/** E24. Nothing is there while it is off, but that it is. */
function off(actions: Actions): Actions {
  const refusing: AdminAction = (ctx) => {
    refuse(ctx, new RewardsError('CLUB_OFF'));
    return Promise.resolve();
  };
  const refused = Object.fromEntries(Object.keys(actions).map((name) => [name, refusing])) as Actions;
  return { ...refused, getClub: actions.getClub };
}

/** A12. Every mission with what it has paid. */
async function missionRows(club: ClubService, db: Db): Promise<MissionRowDto[]> {
  const counts = await countByMission(db);
  return (await club.missions()).map((mission) => {
    const numberOf = (status: PayoutStatus) =>
      counts.find((one) => one.mission === mission.id && one.status === status)?.count ?? 0;
    return {
      ...mission,
      ...{ payoutsPaid: numberOf('paid'), payoutsPending: numberOf('pending'), payoutsFailed: numberOf('failed') },
    };
  });
}
