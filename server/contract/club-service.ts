import type { ClubEventDetailDto, ClubEventInput, ClubRecordOutcome, ClubRecordResult } from './club';
import type { IsoInstant } from './ledger';
import type {
  MissionActInput,
  MissionDto,
  MissionInput,
  PoolDto,
  PoolInput,
  PoolMoveInput,
  PoolMoveResult,
} from './missions';

/** The service `club`. With `features.rewardsClub` off, what it takes in waits, and nothing is decided or paid (E24). */
export interface ClubService {
  /**
   * E1. Records an event, in the caller's transaction where there is one; it is decided after the commit. Recorded again, it
   * answers the same.
   *
   * Refuses with INVALID_INPUT, TOO_MANY, IN_THE_FUTURE, MEMBER_NOT_FOUND where `member` is none, IDEMPOTENCY_CONFLICT when another
   * event of the source has this external id, LEDGER_BUSY.
   */
  record(input: ClubEventInput): Promise<ClubRecordResult>;
  /**
   * E1. As `record`, for up to 1,000 events, each with an outcome of its own, in their order. Refuses with TOO_MANY and LEDGER_BUSY;
   * whatever else is refused is told at its event.
   */
  recordMany(inputs: readonly ClubEventInput[]): Promise<readonly ClubRecordOutcome[]>;
  /** An event with its decision and its payouts; null when there is none of that id. */
  get(id: string): Promise<ClubEventDetailDto | null>;
  /**
   * E5. Decides what is due now, and resolves when it is written down. A server does so by itself once it listens: this is for programs
   * that load Strapi and do not listen. Refuses with NOT_IN_TRANSACTION.
   *
   * @returns when the next event is due; null: none waits
   */
  decideDue(): Promise<{ readonly nextDueAt: IsoInstant | null }>;
  /**
   * E9. Sets a mission up as a draft, or changes the one with this code: one that was active before gets a new version, which is in
   * force at once. Refuses with INVALID_INPUT, UNKNOWN_CURRENCY, BADGE_NOT_FOUND, POOL_NOT_FOUND, MISSION_ENDED.
   */
  saveMission(input: MissionInput): Promise<MissionDto>;
  /** E9. Activates, pauses or ends a mission. Refuses with INVALID_INPUT, MISSION_NOT_FOUND, MISSION_ENDED, TOO_MANY. */
  changeMission(input: MissionActInput): Promise<MissionDto>;
  /** Every mission, in the order of their codes. */
  missions(): Promise<readonly MissionDto[]>;
  /** E14. Makes a pool. Refuses with INVALID_INPUT, UNKNOWN_CURRENCY, POOL_EXISTS. */
  createPool(input: PoolInput): Promise<PoolDto>;
  /** E14. Puts money into a pool; what waits for it is paid after that. Refuses with INVALID_INPUT, POOL_NOT_FOUND, AMOUNT_OVERFLOW. */
  fundPool(input: PoolMoveInput): Promise<PoolMoveResult>;
  /** E14. Takes money out of a pool. Refuses with INVALID_INPUT, POOL_NOT_FOUND, POOL_TOO_LOW. */
  withdrawFromPool(input: PoolMoveInput): Promise<PoolMoveResult>;
  /** Every pool, in the order of their codes. */
  pools(): Promise<readonly PoolDto[]>;
}
