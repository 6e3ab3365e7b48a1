import type { Knex } from 'knex';
import type {
  Actor,
  AdjustDiscrepancyInput,
  DiscrepancyDto,
  DiscrepancyEventKind,
  InvestigateInput,
  ResolveInput,
  ResolveManyInput,
  ResolveManyResult,
} from '../contract';
import { isOfLedger } from '../contract';
import { RewardsError, transact } from '../kernel';
import type { ReconciliationDependencies } from './dependencies';
import { type Discrepancy, lockDiscrepancy, readDiscrepancy, writeDiscrepancies } from './discrepancy-store';
import { getDiscrepancy } from './lists';
import { isOpen } from './merge';
import { rebuildAccount } from './rebuild-account';
import { record } from './record';
import { staysStanding } from './rules';
import { insertEvents } from './trail-store';

/** Somebody looks into it. @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED */
export async function investigate(
  deps: ReconciliationDependencies,
  id: string,
  { assignee, notes }: InvestigateInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  await transact(deps.db, deps.dialect, async (trx) => {
    const one = await lockOpen(trx, id);
    await change(deps, trx, { ...one, status: 'investigating', assignee: assignee ?? actor }, 'investigating', actor, {
      notes,
    });
  });
  return getDiscrepancy(deps.db, id);
}

/**
 * Puts a discrepancy right by a rebuild of its account, or passes it over for good.
 *
 * @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED; NOT_REBUILDABLE for one of the ledger itself; DISCREPANCY_REMAINS
 */
export async function resolve(
  deps: ReconciliationDependencies,
  id: string,
  { action, notes }: ResolveInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  if (action === 'ignore') await ignore(deps, id, notes, actor);
  else await rebuild(deps, id, actor);
  return getDiscrepancy(deps.db, id);
}

async function ignore(deps: ReconciliationDependencies, id: string, notes: string | undefined, actor: Actor) {
  const { db, dialect, clock } = deps;
  await transact(db, dialect, async (trx) => {
    const one = await lockOpen(trx, id);
    const resolved = {
      resolution: 'ignore',
      resolvedAt: clock.now(),
      resolvedBy: actor,
      notes: notes ?? null,
    } as const;
    await change(deps, trx, { ...one, status: 'ignored', ...resolved }, 'ignored', actor, { notes });
  });
}

async function rebuild(deps: ReconciliationDependencies, id: string, actor: Actor): Promise<void> {
  const one = openOne(id, await readDiscrepancy(deps.db, id));
  if (isOfLedger(one.kind)) throw new RewardsError('NOT_REBUILDABLE');
  if (!(await rebuildAccount(deps.audit, one.accountId))) throw new RewardsError('DISCREPANCY_REMAINS');
  await lookAgain(deps, one.member, actor);
  const after = await readDiscrepancy(deps.db, id);
  if (after && isOpen(after)) throw new RewardsError('DISCREPANCY_REMAINS');
}

/** Closes whatever of a member's is gone after a rebuild. Findings that no run has seen are left to the next one. */
async function lookAgain(deps: ReconciliationDependencies, member: string, actor: Actor): Promise<void> {
  const { db, dialect, audit, clock } = deps;
  const found = await audit.examine([member], { verifyChain: true });
  await transact(db, dialect, (trx) =>
    record(deps, trx, found, {
      ...{ runId: null, at: clock.now(), verifiedChain: true },
      closing: { resolution: 'rebuild', event: 'rebuilt', actor },
    }),
  );
}

/**
 * Puts a discrepancy right by a row of the ledger, linked both ways (D4). The account's projections are rebuilt first, in
 * the same transaction, so that the adjustment starts from what the ledger says.
 *
 * @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED, DISCREPANCY_REMAINS, and as the ledger's `adjust`
 */
export async function adjust(
  deps: ReconciliationDependencies,
  id: string,
  { amount, reason, idempotencyKey }: AdjustDiscrepancyInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  const { db, clock, audit, adjustments, inTransaction } = deps;
  const member = await inTransaction(async (trx) => {
    const one = found(id, await lockDiscrepancy(trx, id));
    if (isOpen(one) && !(await rebuildAccount(audit, one.accountId))) throw new RewardsError('DISCREPANCY_REMAINS');
    const { entry, replayed } = await adjustments.post({
      ...{ kind: 'reconciliation', member: one.member, currency: one.currency, amount, reason, idempotencyKey },
      administrator: { id: actor.id.replace(/^admin:/, ''), ...(actor.name === undefined ? {} : { name: actor.name }) },
      discrepancy: id,
    });
    // The second click of two: the first one has resolved it.
    if (replayed && one.entryId === entry.id) return null;
    openOne(id, one);
    const standing = staysStanding(one.kind) ? one.standing : null;
    const resolved = { resolution: 'adjust', resolvedAt: clock.now(), resolvedBy: actor, notes: reason } as const;
    const after: Discrepancy = { ...one, standing, status: 'resolved', entryId: entry.id, ...resolved };
    await change(deps, trx, after, 'adjusted', actor, { notes: reason, entryId: entry.id });
    return one.member;
  });
  if (member !== null) await lookAgain(deps, member, actor);
  return getDiscrepancy(db, id);
}

/** Resolves many, each for itself: what one refusal says keeps no other one back. */
export async function resolveMany(
  deps: ReconciliationDependencies,
  { discrepancies, ...input }: ResolveManyInput,
  actor: Actor,
): Promise<ResolveManyResult> {
  const resolved: string[] = [];
  const refused: ResolveManyResult['refused'][number][] = [];
  for (const id of new Set(discrepancies)) {
    try {
      await resolveOneOfMany(deps, id, input, actor);
      resolved.push(id);
    } catch (error) {
      if (!(error instanceof RewardsError)) throw error;
      refused.push({ id, ...error.toDto() });
    }
  }
  return { resolved, refused };
}

/** A rebuild mends all of an account: a further one that it took along is resolved, and no refusal. */
async function resolveOneOfMany(
  deps: ReconciliationDependencies,
  id: string,
  input: ResolveInput,
  actor: Actor,
): Promise<void> {
  const one = found(id, await readDiscrepancy(deps.db, id));
  const isTakenAlong = input.action === 'rebuild' && one.resolution === 'rebuild' && one.resolvedBy?.id === actor.id;
  if (!isTakenAlong) await resolve(deps, id, input, actor);
}

function found(id: string, one: Discrepancy | undefined): Discrepancy {
  if (!one) throw new RewardsError('DISCREPANCY_NOT_FOUND', { discrepancy: id });
  return one;
}

function openOne(id: string, one: Discrepancy | undefined): Discrepancy {
  const known = found(id, one);
  if (!isOpen(known)) throw new RewardsError('DISCREPANCY_RESOLVED');
  return known;
}

const lockOpen = async (trx: Knex.Transaction, id: string): Promise<Discrepancy> =>
  openOne(id, await lockDiscrepancy(trx, id));

/** Writes a discrepancy anew, and what happened into its history. */
async function change(
  { dialect, newId, clock }: ReconciliationDependencies,
  trx: Knex.Transaction,
  after: Discrepancy,
  kind: DiscrepancyEventKind,
  actor: Actor,
  { notes, entryId }: { readonly notes?: string | undefined; readonly entryId?: string },
): Promise<void> {
  const at = clock.now();
  await writeDiscrepancies(trx, dialect, { inserted: [], updated: [after] });
  await insertEvents(trx, dialect, [
    {
      id: newId(at),
      discrepancyId: after.id,
      kind,
      at,
      actor,
      runId: null,
      entryId: entryId ?? null,
      notes: notes ?? null,
    },
  ]);
}
