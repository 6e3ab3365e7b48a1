import type { Core } from '@strapi/types';
import { houseOf } from './house';

/** Stops whatever `bootstrap` started; afterwards nothing of the plugin holds the process open. */
export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await houseOf(strapi).ledger.stop();
}
