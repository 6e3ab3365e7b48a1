/** V8. Refuses whoever asks too often on routes that write or cost much, before anything is read for them. */
import { RewardsError } from '../../kernel';
import type { SiteAction, SiteContext, SiteController } from '../../kernel/content-api';
import { refuse } from '../../kernel/http';
import type { RateLimit } from '../rate-limit';

/** Who is counted: undefined for whoever the route refuses anyway. */
type CallerOf = (ctx: SiteContext) => string | undefined;

/** A shop, by its token. */
export const tokenCaller: CallerOf = ({ state: { auth } }) =>
  auth?.strategy?.name === 'content-api-token' && auth.credentials ? String(auth.credentials.id) : undefined;

/** Whoever is signed in. */
export const userCaller: CallerOf = ({ state: { user } }) => user?.documentId;

/**
 * The actions of a controller, counted together.
 *
 * @param limit null: there is none
 * @param names those that are counted; all of them unless given
 */
export function limited(
  limit: RateLimit | null,
  callerOf: CallerOf,
  controller: SiteController,
  names: readonly string[] = Object.keys(controller),
): SiteController {
  if (!limit) return controller;
  const all = Object.entries(controller).map(([name, action]) => [
    name,
    names.includes(name) ? counted(limit, callerOf, action) : action,
  ]);
  return Object.fromEntries(all) as SiteController;
}

const counted =
  (limit: RateLimit, callerOf: CallerOf, action: SiteAction): SiteAction =>
  (ctx) => {
    const caller = callerOf(ctx);
    const wait = caller === undefined ? 0 : limit.take(caller);
    if (wait === 0) return action(ctx);
    const seconds = String(Math.ceil(wait / 1_000));
    ctx.set('Retry-After', seconds);
    ctx.set('Cache-Control', 'private, no-store');
    refuse(ctx, new RewardsError('TOO_MANY_REQUESTS', { seconds }));
    return Promise.resolve();
  };
