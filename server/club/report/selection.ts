import { CLUB_WINDOW_DAYS, type ClubEventStatus, type ClubWindowDto } from '../../contract';
import { DAY, type Db, type Milliseconds, RewardsError, startOfDay, toIso } from '../../kernel';
import { readMissions } from '../missions/mission-store';

/** E21, E22. Which events are looked at, as they were asked for. */
export interface AskedFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: ClubEventStatus | undefined;
  readonly problems?: 'true' | undefined;
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly mission?: string | undefined;
  readonly member?: string | undefined;
  readonly id?: string | undefined;
}

/** The same with what it names found. */
export interface Selection {
  readonly from: Milliseconds;
  /** Not in it any more. */
  readonly until: Milliseconds;
  readonly statuses: readonly ClubEventStatus[] | undefined;
  readonly type: string | undefined;
  readonly source: string | undefined;
  /** A documentId. */
  readonly mission: string | undefined;
  readonly member: string | undefined;
  readonly id: string | undefined;
}

const PROBLEMS: readonly ClubEventStatus[] = ['pending', 'failed', 'error', 'held'];

/** Whether a text is a day, and no instant. */
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/**
 * E21. `[from, until)`: a day begins at midnight in UTC and is there to its end; what is not given is the last seven days and today.
 *
 * @throws INVALID_INPUT naming `from` when it lies behind the end
 */
export function windowOf(
  { from, to }: Pick<AskedFilter, 'from' | 'to'>,
  now: Milliseconds,
): Pick<Selection, 'from' | 'until'> {
  const until = to === undefined ? startOfDay(now) + DAY : isDay(to) ? Date.parse(to) + DAY : Date.parse(to);
  const begin = from === undefined ? startOfDay(until - 1) - CLUB_WINDOW_DAYS * DAY : Date.parse(from);
  if (begin >= until) throw new RewardsError('INVALID_INPUT', { field: 'from', problem: 'must not be after to.' });
  return { from: begin, until };
}

/** @throws INVALID_INPUT, MISSION_NOT_FOUND */
export async function selectionOf(db: Db, asked: AskedFilter, now: Milliseconds): Promise<Selection> {
  const { status, problems, type, source, mission: code, member, id } = asked;
  const wanted = status === undefined ? undefined : [status];
  const mission = code === undefined ? undefined : (await readMissions(db)).find((one) => one.code === code);
  if (code !== undefined && !mission) throw new RewardsError('MISSION_NOT_FOUND', { mission: code });
  return {
    ...windowOf(asked, now),
    statuses: problems === 'true' ? PROBLEMS.filter((one) => wanted?.includes(one) ?? true) : wanted,
    ...{ type, source, mission: mission?.id, member, id },
  };
}

export const toWindowDto = ({ from, until }: Selection): ClubWindowDto => ({ from: toIso(from), until: toIso(until) });
