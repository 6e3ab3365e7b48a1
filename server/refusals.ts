import type { Core } from '@strapi/types';
import { refuse } from './kernel/http';

/**
 * Answers a refusal that leaves anybody's code as the plugin's own routes answer it: a host's controller, a hook of a
 * content type, a middleware of the Document Service, for a site and in the Content Manager. Strapi itself would say 400
 * whatever the status, and 500 where the plugin found another copy of `@strapi/utils` than Strapi did.
 *
 * Its place is behind Strapi's global middlewares, which are there when plugins are booted, and before the routes, which
 * are mounted when Strapi listens.
 */
export function answerRefusals(strapi: Core.Strapi): void {
  strapi.server.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      refuse(ctx, error);
    }
  });
}
