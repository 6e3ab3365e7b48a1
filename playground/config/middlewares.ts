import type { Core } from '@strapi/strapi';

const config = ({ env }: Core.Config.Shared.ConfigParams) => {
  // The example site asks from an address of its own.
  const site = env('REWARDS_SITE_URL');
  return [
    'strapi::logger',
    'strapi::errors',
    'strapi::security',
    site ? { name: 'strapi::cors', config: { origin: [site] } } : 'strapi::cors',
    'strapi::poweredBy',
    'strapi::query',
    'strapi::body',
    'strapi::session',
    'strapi::favicon',
    'strapi::public',
  ];
};

export default config;
