import type { Core } from '@strapi/types';
import { releaseContentManager } from './edit-permission';
import { houseOf } from './house';
import { endSchemaSync } from './set-up';

/** Stops whatever `bootstrap` started; afterwards nothing of the plugin holds the process open. */
export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await endSchemaSync(strapi);
  releaseContentManager(strapi);
  const { tasks, ledger } = houseOf(strapi);
  // First, because they post.
  await tasks.stop();
  await ledger.stop();
}
