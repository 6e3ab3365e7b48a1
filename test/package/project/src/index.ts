import type { Core } from '@strapi/strapi';
import { RewardsError } from 'strapi-plugin-rewards';

const TO_NOBODY = { member: 'nobody', currency: 'credits', amount: '1.00', idempotencyKey: 'to-nobody' };

/** A stranger's project in which a refusal leaves a controller, a hook and a middleware of its own. */
export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    strapi.documents.use((context, next) => {
      const { title } = (context.params as { data?: { title?: unknown } }).data ?? {};
      if (title === 'refused by a middleware') throw new RewardsError('UNKNOWN_CURRENCY', { currency: 'doubloons' });
      return next();
    });
    strapi.server.routes({
      type: 'content-api',
      routes: [
        {
          method: 'GET',
          path: '/refused-by-rewards',
          handler: () => strapi.plugin('rewards').service('ledger').grant(TO_NOBODY),
          info: { type: 'content-api' },
          config: { auth: false },
        },
        {
          method: 'POST',
          path: '/articles',
          handler: async (ctx) => {
            ctx.body = await strapi.documents('api::article.article' as never).create({ data: ctx.request.body });
          },
          info: { type: 'content-api' },
          config: { auth: false },
        },
      ],
    });
  },
};
