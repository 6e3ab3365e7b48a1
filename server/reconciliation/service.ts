import type { Actor, ReconciliationService } from '../contract';
import { toActor } from '../kernel';
import { parseInput } from '../kernel/http';
import { asQuery } from '../kernel/query';
import { adjust, previewAdjust } from './adjust';
import type { ReconciliationDependencies } from './dependencies';
import { getDiscrepancy, getRun, listDiscrepancies, listRuns, overview } from './lists';
import { investigate, reopen, resolve } from './resolve';
import { resolveMany } from './resolve-many';
import { cancel, start } from './start';
import {
  adjustment,
  adjustmentPreview,
  bulkResolution,
  discrepancyList,
  investigation,
  oneDiscrepancy,
  oneRun,
  reopening,
  resolution,
  runList,
  runStart,
  whoever,
} from './validate';

const toId = (discrepancy: string): string => parseInput(oneDiscrepancy, { discrepancy }).discrepancy;

/** Who asks, as they are. */
function toWhoever(actor: Actor): Actor {
  const { id, name } = parseInput(whoever, { actor }).actor;
  return toActor(id, name ?? null);
}

/** The service `reconciliation`. */
export function createReconciliation(deps: ReconciliationDependencies): ReconciliationService {
  const { db } = deps;
  return {
    overview: () => overview(db, deps.settings.verifyChain),
    start: async (input, { actor } = {}) =>
      start(deps, parseInput(runStart, input), { actor: actor && toWhoever(actor), wait: false }),
    run: async (input, { actor } = {}) =>
      start(deps, parseInput(runStart, input), { actor: actor && toWhoever(actor), wait: true }),
    cancel: async (query) => cancel(deps, parseInput(oneRun, query).run),
    listRuns: async (query) => listRuns(db, parseInput(runList, asQuery(query))),
    getRun: async (query) => getRun(db, parseInput(oneRun, query).run),
    listDiscrepancies: async (query) => listDiscrepancies(db, parseInput(discrepancyList, asQuery(query))),
    getDiscrepancy: async (query) => getDiscrepancy(db, parseInput(oneDiscrepancy, query).discrepancy),
    investigate: async (id, input, actor) =>
      investigate(deps, toId(id), parseInput(investigation, input), toWhoever(actor)),
    resolve: async (id, input, actor) => resolve(deps, toId(id), parseInput(resolution, input), toWhoever(actor)),
    reopen: async (id, input, actor) => reopen(deps, toId(id), parseInput(reopening, input), toWhoever(actor)),
    adjust: async (id, input, actor) => adjust(deps, toId(id), parseInput(adjustment, input), toWhoever(actor)),
    previewAdjust: async (id, input) => previewAdjust(deps, toId(id), parseInput(adjustmentPreview, input)),
    resolveMany: async (input, actor) => resolveMany(deps, parseInput(bulkResolution, input), toWhoever(actor)),
  };
}
