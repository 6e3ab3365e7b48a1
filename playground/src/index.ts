import type { Core } from '@strapi/strapi';

import { prepareDemo, seedDemo, setUpClub } from './demo';
import { openSite } from './site';

const isDemo = process.env.REWARDS_DEMO === 'true';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    const hasRewards = 'rewards' in strapi.plugins;
    // Strapi does not start with a relation to content that is not there.
    if (!hasRewards) delete strapi.contentTypes['api::article.article'].attributes.author;
    if (isDemo) prepareDemo(strapi);
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    if (isDemo) await seedDemo(strapi);
    // The import needs currencies to earn.
    else if (process.env.REWARDS_CLUB === 'true') await setUpClub(strapi);
    if (process.env.REWARDS_SITE_URL) await openSite(strapi, process.env.REWARDS_SHOP_TOKEN);
  },
};
