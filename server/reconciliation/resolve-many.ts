import type { Actor, ResolveInput, ResolveManyInput, ResolveManyResult } from '../contract';
import { RewardsError } from '../kernel';
import { found } from './change';
import type { ReconciliationDependencies } from './dependencies';
import { readDiscrepancy } from './discrepancy-store';
import { resolve } from './resolve';

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
