/**
 * S3. What the Content-Type Builder may do with the plugin's content types: a project's own types relate to them, one way.
 * Whatever else it would write is a copy of our schema in the project's folder, which no upgrade would reach.
 */
import type { Core } from '@strapi/types';
import { isOwnUid, OWN_UID, ownTypeOf, RewardsError } from './kernel';
import { toStrapiError } from './kernel/content-guard';
import { askFirst, isWriting, type Policy } from './kernel/route-policies';

/** Refuses on the routes of the Content-Type Builder that write. Before the routes are mounted. */
export function guardSchemas(strapi: Core.Strapi): void {
  const ask: Policy = ({ params, request: { body } }) => {
    try {
      if (isOwnUid(params.uid)) refuseChange(strapi, params.uid);
      lookThrough(strapi, body);
    } catch (error) {
      throw error instanceof RewardsError ? toStrapiError(error) : error;
    }
    return Promise.resolve(true);
  };
  askFirst(strapi, 'content-type-builder', { name: `${OWN_UID}may-build`, ask, isAsked: isWriting });
}

/** The builder has two routes that take schemas, and nests them in different ways: what they have in common is looked for. */
function lookThrough(strapi: Core.Strapi, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { uid, action, target, targetAttribute } = value as Readonly<Record<string, unknown>>;
  if (isOwnUid(uid) && action !== undefined) refuseChange(strapi, uid);
  if (isOwnUid(target)) {
    const { displayName: model, isOpen } = ownTypeOf(strapi, target);
    if (!isOpen) throw new RewardsError('NO_RELATION', { model });
    if (typeof targetAttribute === 'string' && targetAttribute !== '')
      throw new RewardsError('ONE_WAY_ONLY', { model });
  }
  for (const inner of Object.values(value)) lookThrough(strapi, inner);
}

function refuseChange(strapi: Core.Strapi, uid: string): never {
  throw new RewardsError('SCHEMA_OWNED', { model: ownTypeOf(strapi, uid).displayName });
}
