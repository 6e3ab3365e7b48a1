import type { Core } from '@strapi/types';
import { factories } from '@strapi/strapi';
import type { AffiliatesService, EarningService, LedgerService, MembersService, RedemptionService } from '../contract';
import { contentRoute } from '../kernel/content-api';
import type { Credentials } from '../credentials';
import type { Host } from '../kernel/host';
import { defineRoom } from '../kernel/room';
import { BADGE_AWARD_UID, BADGE_UID, LEVEL_UID, TIER_UID } from '../members';
import type { ExportOfMember, Leaderboards } from '../reports';
import { guardContentApi, visibleIn } from './consent/install';
import { createContentReader } from './content';
import { openGraphql } from './graphql';
import { affiliateEventController } from './http/affiliate-controller';
import { AFFILIATE_BATCH, AFFILIATE_EVENT } from './http/affiliate-schemas';
import { clubEventController, type ClubDoorDependencies } from './http/club-controller';
import { CLUB_BATCH, CLUB_EVENT } from './http/club-schemas';
import { credentialController, ownCredential } from './http/credential-controllers';
import { ACHIEVEMENT, ISSUER, KEY, KEYS, OWN_CREDENTIAL, STATUS_LIST } from './http/credential-schemas';
import { leaderboardController, meController, memberController, type SiteDependencies } from './http/controllers';
import { limited, tokenCaller, userCaller } from './http/limited';
import {
  CHOOSE_CONSENT,
  LEADERBOARD,
  ME,
  OWN_CONSENT,
  OWN_EXPIRY,
  OWN_EXPORT,
  OWN_HISTORY,
  OWN_RANK,
  OWN_STATEMENT,
  PROFILE,
} from './http/schemas';
import { orderController, checkoutController } from './http/shop-controllers';
import { CAPTURE, HOLD, ORDER, ORDER_REFUND, QUOTE, REDEMPTION, REFUND, RELEASE } from './http/shop-schemas';
import { RateLimit } from './rate-limit';
import { readSiteSettings } from './settings';

/** V8. What routes that write or cost much are limited by; null where nothing is. */
interface Gives {
  readonly rateLimits: { readonly perToken: RateLimit | null; readonly perUser: RateLimit | null };
}

interface Needs extends ClubDoorDependencies {
  readonly ledger: LedgerService;
  readonly members: MembersService;
  readonly earning: EarningService;
  readonly redemption: RedemptionService;
  readonly affiliates: AffiliatesService;
  readonly leaderboards: Leaderboards;
  readonly exportOfMember: ExportOfMember;
  readonly credentials: Credentials;
}

const dependenciesOf = (
  { strapi, knex }: Host,
  { ledger, members, leaderboards, exportOfMember }: Needs,
): SiteDependencies => ({
  ...{ db: knex, ledger, members, leaderboards, exportMember: exportOfMember },
  content: createContentReader(strapi, () => visibleIn(strapi, () => knex)),
});

/** V3. The catalogue, and who was awarded what: Strapi's own find and findOne, by its own code. */
const CATALOGUE = { badge: BADGE_UID, level: LEVEL_UID, tier: TIER_UID, 'badge-award': BADGE_AWARD_UID } as const;

const ofCatalogue = <T>(make: (uid: never) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(CATALOGUE).map(([name, uid]) => [name, make(uid as never)]));

/** V8. Of one's own: what keeps a row for ever, reads all of a member, or signs. */
const COSTLY_OF_ME = ['setConsent', 'export', 'credential'];

export const siteRoom = defineRoom<Needs>()({
  settings: { site: readSiteSettings },
  create({ clock, setting }): Gives {
    const { rateLimit } = readSiteSettings(setting('site'));
    if (rateLimit === false) return { rateLimits: { perToken: null, perUser: null } };
    const { perToken, perUser } = rateLimit;
    return { rateLimits: { perToken: new RateLimit(clock, perToken), perUser: new RateLimit(clock, perUser) } };
  },
  services: ofCatalogue(
    (uid) =>
      ({ strapi }: Host) =>
        factories.createCoreService(uid)({ strapi }),
  ),
  contentControllers: {
    ...ofCatalogue(
      (uid) =>
        ({ strapi }: Host) =>
          factories.createCoreController(uid)({ strapi }),
    ),
    member: (host, needs) => memberController(dependenciesOf(host, needs)),
    leaderboard: (host, needs) => leaderboardController(dependenciesOf(host, needs)),
    me: (host, needs) => {
      const dependencies = dependenciesOf(host, needs);
      const own = { ...meController(dependencies), credential: ownCredential(dependencies, needs.credentials) };
      return limited(needs.rateLimits.perUser, userCaller, own, COSTLY_OF_ME);
    },
    credential: (_, { credentials }) => credentialController(credentials),
    order: (_, needs) => limited(needs.rateLimits.perToken, tokenCaller, orderController(needs)),
    checkout: (_, needs) => limited(needs.rateLimits.perToken, tokenCaller, checkoutController(needs)),
    event: (_, needs) => limited(needs.rateLimits.perToken, tokenCaller, clubEventController(needs)),
    'affiliate-event': (_, needs) => limited(needs.rateLimits.perToken, tokenCaller, affiliateEventController(needs)),
  },
  contentRoutes: () => [
    ...Object.values(CATALOGUE).flatMap(
      (uid) => factories.createCoreRouter(uid as never, { only: ['find', 'findOne'] }).routes as readonly object[],
    ),
    contentRoute('GET', '/members/:handle', 'member.find', PROFILE),
    contentRoute('GET', '/leaderboards/:currency', 'leaderboard.find', LEADERBOARD),
    contentRoute('GET', '/me', 'me.find', ME),
    contentRoute('GET', '/me/history', 'me.history', OWN_HISTORY),
    contentRoute('GET', '/me/expiry', 'me.expiry', OWN_EXPIRY),
    contentRoute('GET', '/me/leaderboards/:currency', 'me.rank', OWN_RANK),
    contentRoute('GET', '/me/statement', 'me.statement', OWN_STATEMENT),
    contentRoute('GET', '/me/export', 'me.export', OWN_EXPORT),
    contentRoute('GET', '/me/consent', 'me.consent', OWN_CONSENT),
    contentRoute('PUT', '/me/consent', 'me.setConsent', CHOOSE_CONSENT),
    contentRoute('GET', '/me/badges/:award/credential', 'me.credential', OWN_CREDENTIAL),
    contentRoute('GET', '/issuer', 'credential.issuer', ISSUER),
    contentRoute('GET', '/jwks', 'credential.keys', KEYS),
    contentRoute('GET', '/jwks/:key', 'credential.key', KEY),
    contentRoute('GET', '/badges/:documentId/achievement', 'credential.achievement', ACHIEVEMENT),
    contentRoute('GET', '/credentials/status', 'credential.status', STATUS_LIST),
    contentRoute('POST', '/orders', 'order.create', ORDER),
    contentRoute('POST', '/orders/refund', 'order.refund', ORDER_REFUND),
    contentRoute('GET', '/redemptions', 'checkout.find', REDEMPTION),
    contentRoute('POST', '/redemptions', 'checkout.hold', HOLD),
    contentRoute('POST', '/redemptions/quote', 'checkout.quote', QUOTE),
    contentRoute('POST', '/redemptions/capture', 'checkout.capture', CAPTURE),
    contentRoute('POST', '/redemptions/refund', 'checkout.refund', REFUND),
    contentRoute('POST', '/redemptions/release', 'checkout.release', RELEASE),
    contentRoute('POST', '/events', 'event.create', CLUB_EVENT),
    contentRoute('POST', '/events/batch', 'event.createMany', CLUB_BATCH),
    contentRoute('POST', '/affiliate-events', 'affiliate-event.create', AFFILIATE_EVENT),
    contentRoute('POST', '/affiliate-events/batch', 'affiliate-event.createMany', AFFILIATE_BATCH),
  ],
  register(strapi: Core.Strapi, container) {
    const db = () => strapi.db.connection;
    guardContentApi(strapi, db);
    const content = createContentReader(strapi, () => visibleIn(strapi, db));
    openGraphql(strapi, () => ({ db: db(), content, leaderboards: container().leaderboards }));
  },
});
