import type { Core } from '@strapi/types';

/** Runs when the database is in sync and every service is there. */
export async function bootstrap(_: { strapi: Core.Strapi }): Promise<void> {}
