import type { Core } from '@strapi/strapi';

import { prepareDemo, seedDemo, setUpClub } from './demo';

const isDemo = process.env.REWARDS_DEMO === 'true';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    if (isDemo) prepareDemo(strapi);
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    if (isDemo) await seedDemo(strapi);
    // The import needs currencies to earn.
    else if (process.env.REWARDS_CLUB === 'true') await setUpClub(strapi);
  },
};
