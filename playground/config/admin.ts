import type { Core } from '@strapi/strapi';

// Playground only: these secrets are public. A real application makes its own and keeps them out of git.
const config = ({ env }: Core.Config.Shared.ConfigParams) => ({
  auth: { secret: 'playground-only-admin-secret' },
  apiToken: { salt: 'playground-only-api-token-salt' },
  transfer: { token: { salt: 'playground-only-transfer-salt' } },
  secrets: { encryptionKey: 'playground-only-encryption-key-32' },
  // Tests log in more often than the five times in five minutes that Strapi allows.
  rateLimit: { enabled: env('NODE_ENV') !== 'test' },
  flags: { nps: false, promoteEE: false },
});

export default config;
