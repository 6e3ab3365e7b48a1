import type { Core } from '@strapi/types';
import { TIER_UID } from './content-types';

/** D7. What a new project begins with; an editor changes it at will. */
const DEFAULT_TIERS = [
  { code: 'bronze', name: 'Bronze', threshold: '0.00', multiplier: '1.0', discountPercent: '0' },
  { code: 'silver', name: 'Silver', threshold: '1000.00', multiplier: '1.2', discountPercent: '0' },
  { code: 'gold', name: 'Gold', threshold: '5000.00', multiplier: '1.5', discountPercent: '5' },
  { code: 'platinum', name: 'Platinum', threshold: '10000.00', multiplier: '2.0', discountPercent: '10' },
] as const;

/**
 * Makes the default tiers once in the life of a database, if there is none then: an editor who deletes them all means it.
 * Of two instances that start at the same time, the second one finds them made.
 */
export async function seedDefaultTiers(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'rewards' });
  if (await store.get({ key: 'default_tiers' })) return;
  const tiers = strapi.documents(TIER_UID as never);
  const isEmpty = async () => (await tiers.count({})) === 0;
  if (await isEmpty()) {
    try {
      await strapi.db.transaction(async () => {
        for (const data of DEFAULT_TIERS) await tiers.create({ data: data as never });
      });
    } catch (error) {
      if (await isEmpty()) throw error;
    }
  }
  await store.set({ key: 'default_tiers', value: true });
}
