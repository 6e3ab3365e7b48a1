import type { Core } from '@strapi/strapi';

import { seedDemo } from './demo';

export default {
  register() {},

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    if (process.env.REWARDS_DEMO === 'true') await seedDemo(strapi);
  },
};
