import type { Core } from '@strapi/types';

/** Stops whatever `bootstrap` started; afterwards nothing of the plugin holds the process open. */
export async function destroy(_: { strapi: Core.Strapi }): Promise<void> {}
