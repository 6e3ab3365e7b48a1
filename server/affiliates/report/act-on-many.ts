import {
  type Actor,
  AFFILIATE_LIMITS,
  type AffiliateActOutcome,
  type AffiliateActPreviewDto,
  type AffiliateActsResult,
  type AffiliateEventStatus,
  type AffiliateReportAct,
  type AffiliateUnableDto,
} from '../../contract';
import { type Milliseconds, toIso } from '../../kernel';
import type { ActInput } from '../acts/act';
import { canBeActedOn, statusesFor } from '../acts/rules';
import { countByStatus, type StatusCount, statusesOf } from './counts-store';
import type { ReportDependencies } from './list-events';
import { type AskedFilter, type Selection, selectionOf } from './selection';
import { type Place, placesAfter } from './selection-store';

export interface ActOnManyDependencies extends ReportDependencies {
  /** F12. Does it with up to `AFFILIATE_LIMITS.events` events, each by itself. */
  actOn(ids: readonly string[], input: ActInput): Promise<readonly AffiliateActOutcome[]>;
}

/** Events by their ids, or by a filter. */
export type ActTarget = { readonly events: readonly string[] } | { readonly filter: AskedFilter };

export type ActOnMany = ActTarget & {
  readonly act: AffiliateReportAct;
  readonly actor: Actor;
  readonly reason: string | null;
  /** Of a filter: the instant after which nothing was counted. */
  readonly asOf?: Milliseconds | undefined;
  /** Of a filter: the last event that was looked at. */
  readonly after?: Place | undefined;
};

/**
 * F12. How many events would be sent once more, or called off, and how those stand with which nothing can be done.
 *
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND
 */
export async function previewActs(
  deps: ReportDependencies,
  { act, ...target }: ActTarget & { readonly act: AffiliateReportAct },
): Promise<AffiliateActPreviewDto> {
  const now = deps.clock.now();
  const [counts, missing] =
    'events' in target
      ? await countOfIds(deps, target.events)
      : [await countByStatus(deps.db, until(await selectionOf(deps, target.filter), now)), 0];
  const isAble = ({ status }: StatusCount) => canBeActedOn(status, act);
  const unable: AffiliateUnableDto[] = counts.filter((one) => !isAble(one));
  if (missing > 0) unable.push({ status: null, count: missing });
  return { able: counts.filter(isAble).reduce((sum, { count }) => sum + count, 0), unable, asOf: toIso(now) };
}

/**
 * F12. Has events sent once more, or calls them off: those that are named, or the next thousand that a filter lets through, oldest
 * first. What cannot be is passed over, so that it can be asked again after it was broken off.
 *
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND, LEDGER_BUSY
 */
export async function actOnMany(deps: ActOnManyDependencies, asked: ActOnMany): Promise<AffiliateActsResult> {
  const { act, actor, reason } = asked;
  if ('events' in asked) return { ...tally(await deps.actOn(asked.events, { act, actor, reason })), next: null };
  const selection = until(await selectionOf(deps, asked.filter), asked.asOf ?? deps.clock.now());
  const statuses = statusesFor(act).filter((one) => one === (selection.status ?? one));
  const limit = AFFILIATE_LIMITS.events;
  const places = await placesAfter(deps.db, selection, { statuses, after: asked.after, limit });
  const ids = places.map(({ id }) => id);
  const last = places.length === limit ? places[places.length - 1] : undefined;
  const outcomes = ids.length === 0 ? [] : await deps.actOn(ids, { act, actor, reason });
  return { ...tally(outcomes), next: last ? cursorOf(last) : null };
}

/** Leaves alone what was recorded after an instant. */
const until = (selection: Selection, instant: Milliseconds): Selection => ({
  ...selection,
  until: Math.min(selection.until, instant + 1),
});

async function countOfIds({ db }: ReportDependencies, ids: readonly string[]): Promise<[StatusCount[], number]> {
  const statuses = await statusesOf(db, ids);
  return [counted(statuses), ids.length - statuses.length];
}

function tally(outcomes: readonly AffiliateActOutcome[]): Pick<AffiliateActsResult, 'done' | 'unable'> {
  const done = outcomes.filter((one) => one.done).length;
  return { done, unable: counted(outcomes.filter((one) => !one.done).map(({ status }) => status)) };
}

function counted<Status extends AffiliateEventStatus | null>(statuses: readonly Status[]) {
  return [...new Set(statuses)].map((status) => ({
    status,
    count: statuses.filter((one) => one === status).length,
  }));
}

const cursorOf = ({ createdAt, id }: Place): string => `${createdAt}.${id}`;

/** The place that an answer has named; null where it names none. */
export function placeOf(cursor: string): Place | null {
  const [, createdAt, id] = /^(\d{1,15})\.([0-9A-Z]{26})$/.exec(cursor) ?? [];
  return createdAt === undefined || id === undefined ? null : { createdAt: Number(createdAt), id };
}
