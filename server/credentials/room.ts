import type { CredentialsService } from '../contract';
import { RewardsError } from '../kernel';
import { defineRoom } from '../kernel/room';
import { addressesOf } from './addresses';
import { createBadgeReader } from './badge-reader';
import { credentialsOf } from './credential-store';
import { createCredentials } from './credentials';
import { credentialTable, signingKeyTable } from './schema';
import { readBadgesSettings } from './settings';
import { createSigningKeys, type SigningKeys } from './signing-keys';

const NO_PUBLIC_ADDRESS =
  'Rewards: badges that are taken along name this server as %s. Set "url" in config/server to its public address, or nobody will find it.';

const rotation = (keys: SigningKeys): CredentialsService => ({
  rotateKey: async () => ({ key: await keys.rotate() }),
});

export const credentialRoom = defineRoom<object>()({
  models: [signingKeyTable.model, credentialTable.model],
  settings: { badges: readBadgesSettings },
  create(host) {
    const { strapi, knex, clock } = host;
    const settings = () => readBadgesSettings(host.setting('badges'));
    const signingKeys = createSigningKeys(host, settings);
    return {
      signingKeys,
      credentials: createCredentials({
        ...{ db: knex, clock, keys: signingKeys },
        addresses: addressesOf(strapi),
        badges: createBadgeReader(strapi),
        issuer() {
          const issuer = settings()?.issuer;
          if (!issuer) throw new RewardsError('NO_ISSUER');
          return issuer;
        },
      }),
    };
  },
  services: { credentials: (_, { signingKeys }) => rotation(signingKeys) },
  memberRecords: () => ({ credentials: credentialsOf }),
  async setUp({ strapi, setting }, { signingKeys }) {
    await signingKeys.prepare();
    const isPublic = strapi.config.get<string>('server.url', '').startsWith('http');
    if (readBadgesSettings(setting('badges')) && !isPublic && strapi.config.get('environment') === 'production') {
      strapi.log.warn(NO_PUBLIC_ADDRESS.replace('%s', strapi.config.get<string>('server.absoluteUrl')));
    }
  },
});
