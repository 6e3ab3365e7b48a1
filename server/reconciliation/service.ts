import type { ReconciliationService } from '../contract';
import { parseInput } from '../kernel/http';
import { asQuery } from '../kernel/query';
import { adjust } from './adjust';
import type { ReconciliationDependencies } from './dependencies';
import { getDiscrepancy, getRun, listDiscrepancies, listRuns, overview } from './lists';
import { investigate, reopen, resolve } from './resolve';
import { resolveMany } from './resolve-many';
import { cancel, start } from './start';
import {
  adjustment,
  bulkResolution,
  discrepancyList,
  investigation,
  oneDiscrepancy,
  oneRun,
  reopening,
  resolution,
  runList,
  runStart,
} from './validate';

/** The service `reconciliation`. */
export function createReconciliation(deps: ReconciliationDependencies): ReconciliationService {
  const { db } = deps;
  return {
    overview: () => overview(db, deps.settings.verifyChain),
    start: async (input, { actor } = {}) => start(deps, parseInput(runStart, input), { actor, wait: false }),
    run: async (input, { actor } = {}) => start(deps, parseInput(runStart, input), { actor, wait: true }),
    cancel: async (query) => cancel(deps, parseInput(oneRun, query).run),
    listRuns: async (query) => listRuns(db, parseInput(runList, asQuery(query))),
    getRun: async (query) => getRun(db, parseInput(oneRun, query).run),
    listDiscrepancies: async (query) => listDiscrepancies(db, parseInput(discrepancyList, asQuery(query))),
    getDiscrepancy: async (query) => getDiscrepancy(db, parseInput(oneDiscrepancy, query).discrepancy),
    investigate: async (id, input, actor) => investigate(deps, id, parseInput(investigation, input), actor),
    resolve: async (id, input, actor) => resolve(deps, id, parseInput(resolution, input), actor),
    reopen: async (id, input, actor) => reopen(deps, id, parseInput(reopening, input), actor),
    adjust: async (id, input, actor) => adjust(deps, id, parseInput(adjustment, input), actor),
    resolveMany: async (input, actor) => resolveMany(deps, parseInput(bulkResolution, input), actor),
  };
}
