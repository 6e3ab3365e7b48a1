/** One instance at a time sets the database up: of several that start together, the others find it done. */
import type { Core } from '@strapi/types';
import { dialectOf } from './kernel';
import { takeSetUpLock } from './kernel/set-up-store';

type GiveBack = () => Promise<void>;

/** What is held from before Strapi's schema sync until after it. */
const held = new WeakMap<Core.Strapi, GiveBack>();

/** Runs work while no other instance is at it. */
export async function alone<T>(strapi: Core.Strapi, work: () => Promise<T>): Promise<T> {
  const giveBack = await takeSetUpLock(strapi.db.connection, dialectOf(strapi.db.connection));
  try {
    return await work();
  } finally {
    await giveBack();
  }
}

/**
 * Lets one instance at a time make the plugin's tables, which Strapi's schema sync does without a lock. A database that
 * Strapi itself has never seen is left to Strapi, which cannot be started there by several at once, with or without the
 * plugin.
 */
export function lockSchemaSync(strapi: Core.Strapi): void {
  hookOf(strapi, 'beforeSync').register(async ({ oldContentTypes }) => {
    if (oldContentTypes) held.set(strapi, await takeSetUpLock(strapi.db.connection, dialectOf(strapi.db.connection)));
  });
  hookOf(strapi, 'afterSync').register(() => endSchemaSync(strapi));
}

interface SyncHook {
  register(handler: (context: { readonly oldContentTypes?: unknown }) => Promise<void>): void;
}

const hookOf = (strapi: Core.Strapi, name: 'beforeSync' | 'afterSync') =>
  strapi.hook(`strapi::content-types.${name}`) as SyncHook;

/** Gives the lock back; also to be called where the schema sync has failed. */
export async function endSchemaSync(strapi: Core.Strapi): Promise<void> {
  const giveBack = held.get(strapi);
  held.delete(strapi);
  await giveBack?.();
}
