import {
  type DiscrepancyDto,
  type DiscrepancyListDto,
  RECONCILIATION_LIMITS,
  RECONCILIATION_STATUSES,
  type ReconciliationOverviewDto,
  type ReconciliationRunDto,
  type ReconciliationRunListDto,
} from '../contract';
import { type Db, pageOf, RewardsError, toIso } from '../kernel';
import { toDiscrepancyDto, toRowDto } from './discrepancy-dto';
import {
  countAffected,
  countBySeverity,
  countByStatus,
  countDiscrepancies,
  readListed,
  readMemberNames,
  readPage,
} from './list-store';
import { toRunDto } from './run-dto';
import { countRuns, readNewest, readRun, readRuns, type Run } from './run-store';
import { readEvents } from './trail-store';
import type { DiscrepancyListRequest, RunListRequest } from './validate';

const ENDED = RECONCILIATION_STATUSES.filter((status) => status !== 'running');

/** D11. */
export async function overview(db: Db, verifiesChain: boolean): Promise<ReconciliationOverviewDto> {
  const [current] = await readNewest(db, { statuses: ['running'] }, 1);
  const [last] = await readNewest(db, { statuses: ENDED }, 1);
  const full = await readNewest(db, { statuses: ENDED, types: ['full'] }, RECONCILIATION_LIMITS.trend);
  const named = await withMembers(
    db,
    [current, last].filter((run) => run !== undefined),
  );
  return {
    current: current ? (named.find(({ id }) => id === current.id) ?? null) : null,
    last: last ? (named.find(({ id }) => id === last.id) ?? null) : null,
    openBySeverity: await countBySeverity(db),
    byStatus: await countByStatus(db),
    membersAffected: await countAffected(db),
    verifiesChain,
    trend: full.reverse().map(({ id, startedAt, status, discrepanciesFound, membersWithDiscrepancies }) => ({
      ...{ runId: id, status, discrepanciesFound, membersWithDiscrepancies },
      startedAt: toIso(startedAt),
    })),
  };
}

async function withMembers(db: Db, runs: readonly Run[]): Promise<ReconciliationRunDto[]> {
  const names = await readMemberNames(
    db,
    runs.flatMap(({ member }) => member ?? []),
  );
  return runs.map((run) => toRunDto(run, names.get(run.member ?? '') ?? null));
}

export async function listRuns(db: Db, asked: RunListRequest): Promise<ReconciliationRunListDto> {
  return pageOf(asked, await countRuns(db), async (span) => withMembers(db, await readRuns(db, span)));
}

/** @throws RUN_NOT_FOUND */
export async function getRun(db: Db, id: string): Promise<ReconciliationRunDto> {
  const run = await readRun(db, id);
  if (!run) throw new RewardsError('RUN_NOT_FOUND', { run: id });
  return (await withMembers(db, [run]))[0] ?? toRunDto(run, null);
}

export async function listDiscrepancies(
  db: Db,
  { page, pageSize, sort, ...selection }: DiscrepancyListRequest,
): Promise<DiscrepancyListDto> {
  return pageOf({ page, pageSize }, await countDiscrepancies(db, selection), async (span) =>
    (await readPage(db, selection, { ...span, sort })).map(toRowDto),
  );
}

/** @throws DISCREPANCY_NOT_FOUND */
export async function getDiscrepancy(db: Db, id: string): Promise<DiscrepancyDto> {
  const one = await readListed(db, id);
  if (!one) throw new RewardsError('DISCREPANCY_NOT_FOUND', { discrepancy: id });
  return toDiscrepancyDto(one, await readEvents(db, id));
}
