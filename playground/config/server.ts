import type { Core } from '@strapi/strapi';

const config = ({ env }: Core.Config.Shared.ConfigParams) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // Playground only: these keys are public. A real application makes its own and keeps them out of git.
  app: { keys: ['playground-only-key-one', 'playground-only-key-two'] },
  logger: { updates: { enabled: false }, startup: { enabled: env('NODE_ENV') !== 'test' } },
});

export default config;
