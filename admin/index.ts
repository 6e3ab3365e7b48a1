import { Gift } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';

import { PLUGIN_ID } from '../server/contract';
import { pathOf } from './paths';
import { ANY_PAGE, PAGES } from './permissions';
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
    app.widgets.register({
      id: 'economy',
      pluginId: PLUGIN_ID,
      // Without one the whole home page stays blank.
      icon: Gift,
      title: message('widget.title'),
      link: { label: message('widget.open'), href: pathOf('overview') },
      component: async () => (await import('./pages/overview/EconomyWidget')).EconomyWidget,
      permissions: PAGES.overview,
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
