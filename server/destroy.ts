import type { Core } from '@strapi/types';
import { containerOf } from './container';
import { leaveRoutes } from './kernel/route-policies';
import type { AnyRoom } from './kernel/room';
import { endSchemaSync } from './set-up';

/** Stops whatever `bootstrap` started; afterwards nothing of the plugin holds the process open. */
export async function destroy(strapi: Core.Strapi, rooms: readonly AnyRoom[]): Promise<void> {
  await endSchemaSync(strapi);
  leaveRoutes(strapi);
  const { host, gifts } = containerOf(strapi, rooms);
  // The last one first: tasks post, and the ledger ends when everything posted has its outcome.
  for (const room of rooms.toReversed()) await room.stop?.(gifts);
  host.transactions.close();
}
