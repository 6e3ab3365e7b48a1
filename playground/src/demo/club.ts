import type { Core } from '@strapi/strapi';

import { BADGES, CURRENCIES, LEVELS } from './programme';

/** Makes content that is not there yet, by its code. */
async function ensure(
  strapi: Core.Strapi,
  model: string,
  contents: readonly { readonly code: string }[],
): Promise<void> {
  const documents = strapi.documents(`plugin::rewards.${model}` as never);
  for (const data of contents) {
    const existing = await documents.findFirst({ filters: { code: data.code } } as never);
    if (!existing) await documents.create({ data } as never);
  }
}

/** Currencies, levels and badges, through the Document Service as an editor's are. The tiers are the plugin's own. */
export async function setUpClub(strapi: Core.Strapi): Promise<void> {
  await ensure(strapi, 'currency', CURRENCIES);
  await ensure(strapi, 'level', LEVELS);
  await ensure(strapi, 'badge', BADGES);
}
