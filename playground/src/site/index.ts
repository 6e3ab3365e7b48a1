/** What the example site (playground/site) needs of Strapi: permissions for its visitors and users, and a token for its shop. */
import type { Core } from '@strapi/strapi';

const own = (...names: string[]): string[] => names.map((name) => `plugin::rewards.${name}`);

/** What everybody may read. */
const OPEN = [
  ...['badge', 'level', 'tier', 'badge-award'].flatMap((name) => own(`${name}.find`, `${name}.findOne`)),
  ...own('member.find', 'leaderboard.find'),
  ...['issuer', 'keys', 'key', 'achievement', 'status'].flatMap((name) => own(`credential.${name}`)),
  ...['find', 'findOne'].map((name) => `api::article.article.${name}`),
];
const PERMISSIONS = {
  public: OPEN,
  authenticated: [
    ...OPEN,
    ...['find', 'history', 'expiry', 'rank', 'consent', 'setConsent'].flatMap((name) => own(`me.${name}`)),
    ...['statement', 'export', 'credential'].flatMap((name) => own(`me.${name}`)),
  ],
};
const OF_THE_SHOP = own('order.create', 'checkout.quote', 'checkout.hold', 'checkout.capture', 'checkout.release');

/**
 * Opens the content API for the example site, each time alike.
 *
 * @param shopToken what the site's server shows for its shop: made anew at each start and stored nowhere but as a hash
 */
export async function openSite(strapi: Core.Strapi, shopToken: string | undefined): Promise<void> {
  for (const [type, actions] of Object.entries(PERMISSIONS)) await permit(strapi, type, actions);
  if (shopToken) await admitShop(strapi, shopToken);
}

async function permit(strapi: Core.Strapi, type: string, actions: readonly string[]): Promise<void> {
  const roles = strapi.db.query('plugin::users-permissions.role');
  const role = (await roles.findOne({ where: { type } })) as { readonly id: number };
  const permissions = strapi.db.query('plugin::users-permissions.permission');
  for (const action of actions) {
    const data = { action, role: role.id };
    if ((await permissions.count({ where: data })) === 0) await permissions.create({ data });
  }
}

/** The part of Strapi's service that is used here; it does not type it. */
interface ApiTokens {
  create(attributes: object): Promise<unknown>;
  hash(accessKey: string): string;
}

async function admitShop(strapi: Core.Strapi, accessKey: string): Promise<void> {
  const service = strapi.service('admin::api-token') as unknown as ApiTokens;
  const tokens = strapi.db.query('admin::api-token');
  const where = { name: 'Shop of the example site' };
  if ((await tokens.count({ where })) === 0) {
    const description = 'Earns and redeems for whoever is signed in. Made by the playground.';
    await service.create({ ...where, description, type: 'custom', lifespan: null, permissions: OF_THE_SHOP });
  }
  await tokens.update({ where, data: { accessKey: service.hash(accessKey), encryptedKey: null } });
}
