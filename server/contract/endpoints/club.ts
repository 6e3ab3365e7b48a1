import type {
  ClubEventFilter,
  ClubEventListDto,
  ClubEventPageDto,
  ClubEventQuery,
  ClubFiguresDto,
  ClubStateDto,
  MissionRowDto,
  PoolPageDto,
} from '../club-report';
import type { MissionAct, MissionDefinition, MissionDto, PoolDto, PoolMoveResult } from '../missions';
import type { Endpoint, FileText, Nothing } from './endpoint';

export const CLUB_ENDPOINTS = {
  // Answered also while the club is off, so that the admin leaves its pages out of the menu.
  getClub: { method: 'GET', path: '/club', permissions: ['view-rewards-audit', 'edit-missions', 'fund-pools'] },
  listClubEvents: { method: 'GET', path: '/club/events', permissions: ['view-rewards-audit'] },
  exportClubEvents: { method: 'GET', path: '/club/events/export', permissions: ['view-rewards-audit'] },
  getClubFigures: { method: 'GET', path: '/club/figures', permissions: ['view-rewards-audit'] },
  getClubEvent: { method: 'GET', path: '/club/events/:event', permissions: ['view-rewards-audit'] },
  listMissions: { method: 'GET', path: '/club/missions', permissions: ['view-rewards-audit', 'edit-missions'] },
  createMission: { method: 'POST', path: '/club/missions', permissions: ['edit-missions'] },
  saveMission: { method: 'PUT', path: '/club/missions/:code', permissions: ['edit-missions'] },
  changeMission: { method: 'POST', path: '/club/missions/:code/acts', permissions: ['edit-missions'] },
  listPools: { method: 'GET', path: '/club/pools', permissions: ['view-rewards-audit', 'edit-missions', 'fund-pools'] },
  createPool: { method: 'POST', path: '/club/pools', permissions: ['fund-pools'] },
  getPool: { method: 'GET', path: '/club/pools/:pool', permissions: ['view-rewards-audit', 'fund-pools'] },
  movePool: { method: 'POST', path: '/club/pools/:pool/moves', permissions: ['fund-pools'] },
} as const satisfies Record<string, Endpoint>;

export interface OneClubEvent {
  readonly event: string;
}

export interface OneMission {
  readonly code: string;
}

export interface OnePool {
  readonly pool: string;
}

export interface SaveMissionInput extends OneMission {
  readonly name: string;
  readonly description?: string;
  readonly definition: MissionDefinition;
}

export interface ChangeMissionInput extends OneMission {
  readonly act: MissionAct;
}

export interface CreatePoolInput {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
}

export interface MovePoolInput extends OnePool {
  readonly move: 'fund' | 'withdraw';
  readonly amount: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export interface PoolQuery extends OnePool {
  readonly page?: string;
  readonly pageSize?: string;
}

export interface ClubEndpointTypes {
  getClub: { readonly request: Nothing; readonly response: ClubStateDto };
  listClubEvents: { readonly request: ClubEventQuery; readonly response: ClubEventListDto };
  exportClubEvents: { readonly request: ClubEventFilter; readonly response: FileText };
  getClubFigures: { readonly request: ClubEventFilter; readonly response: ClubFiguresDto };
  getClubEvent: { readonly request: OneClubEvent; readonly response: ClubEventPageDto };
  listMissions: { readonly request: Nothing; readonly response: readonly MissionRowDto[] };
  createMission: { readonly request: SaveMissionInput; readonly response: MissionDto };
  saveMission: { readonly request: SaveMissionInput; readonly response: MissionDto };
  changeMission: { readonly request: ChangeMissionInput; readonly response: MissionDto };
  listPools: { readonly request: Nothing; readonly response: readonly PoolDto[] };
  createPool: { readonly request: CreatePoolInput; readonly response: PoolDto };
  getPool: { readonly request: PoolQuery; readonly response: PoolPageDto };
  movePool: { readonly request: MovePoolInput; readonly response: PoolMoveResult };
}
