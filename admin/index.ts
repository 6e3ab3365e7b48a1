import { Gift } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';

import { PLUGIN_ID } from '../server/contract';
import { ANY_PAGE } from './permissions';
import { message, withPrefix } from './translate';
import { LANGUAGES } from './translations';

export default {
  register(app: StrapiApp): void {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Gift,
      intlLabel: message('plugin.name'),
      // Any one of them shows the link.
      permissions: ANY_PAGE,
      Component: () => import('./pages/App'),
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(): void {},

  /** A language that the plugin does not speak falls back to English. */
  registerTrads({ locales }: { locales: string[] }): Promise<{ data: Record<string, string>; locale: string }[]> {
    return Promise.all(
      locales.map(async (locale) => ({ data: withPrefix((await LANGUAGES[locale]?.()) ?? {}), locale })),
    );
  },
};
