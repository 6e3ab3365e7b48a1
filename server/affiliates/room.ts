import {
  AFFILIATE_COMPARISON_ENDPOINTS,
  AFFILIATE_ENDPOINTS,
  AFFILIATE_SYSTEM_ENDPOINTS,
  AFFILIATE_SYSTEM_OFF_EVENT,
  type AffiliatesService,
} from '../contract';
import { createIdSource, outside } from '../kernel';
import { alertChannels } from '../kernel/alert';
import { defineRoom } from '../kernel/room';
import { guardTables, type PostingListener } from '../ledger';
import { actOn } from './acts/act';
import {
  AFFILIATE_LINK_UID,
  AFFILIATE_SYSTEM_UID,
  AFFILIATE_UID,
  affiliateContentType,
  affiliateLinkContentType,
  affiliateSystemContentType,
} from './content-types';
import { comparisonController } from './comparison/http/controller';
import { comparisonRowTable, comparisonTable } from './comparison/schema';
import { createDelivery } from './delivery/delivery';
import { mailOfSwitchedOff } from './delivery/switched-off';
import { affiliateGuards } from './guards';
import { followLedger } from './record/follow-ledger';
import type { ActOnManyDependencies } from './report/act-on-many';
import { reportController } from './report/http/controller';
import {
  actTable,
  AFFILIATE_GUARDS,
  attemptTable,
  deliveryTable,
  eventTable,
  linkVersionTable,
  referralTable,
  secretTable,
  systemStateTable,
} from './schema';
import { createAffiliates } from './service';
import { readAffiliateSettings } from './settings';
import { systemsController } from './systems/http/controller';
import { createSecretCipher } from './systems/secrets';
import { createSystemsSource } from './systems/systems-source';

const LEAN_TABLES = [
  linkVersionTable,
  referralTable,
  eventTable,
  deliveryTable,
  attemptTable,
  actTable,
  systemStateTable,
  secretTable,
  comparisonTable,
  comparisonRowTable,
];

interface Needs {
  readonly onPosted: (listener: PostingListener) => void;
}

export const affiliateRoom = defineRoom<Needs>()({
  contentTypes: {
    'affiliate-system': {
      uid: AFFILIATE_SYSTEM_UID,
      type: affiliateSystemContentType,
      ids: ['documentId', 'code'],
      editedWith: 'edit-affiliates',
      isSealed: true,
    },
    affiliate: {
      uid: AFFILIATE_UID,
      type: affiliateContentType,
      ids: ['documentId', 'key'],
      editedWith: 'edit-affiliates',
    },
    'affiliate-link': {
      uid: AFFILIATE_LINK_UID,
      type: affiliateLinkContentType,
      ids: ['documentId', 'externalId'],
      editedWith: 'edit-affiliates',
    },
  },
  models: LEAN_TABLES.map(({ model }) => model),
  permissions: {
    'edit-affiliates': { displayName: 'Edit affiliate systems, affiliates and links', subCategory: 'affiliates' },
    'view-affiliate-systems': { displayName: 'View affiliate systems', subCategory: 'affiliates' },
    'view-affiliate-events': { displayName: 'View affiliate events', subCategory: 'affiliates' },
    'send-affiliate-events': {
      displayName: 'Send affiliate events again, or call them off',
      subCategory: 'affiliates',
    },
    'export-affiliate-events': { displayName: 'Export affiliate events', subCategory: 'affiliates' },
    'compare-affiliate-events': {
      displayName: 'Compare affiliate events with a network’s file',
      subCategory: 'affiliates',
    },
  },
  settings: { affiliates: readAffiliateSettings },
  webhookEvents: () => ({ REWARDS_AFFILIATE_SYSTEM_OFF: AFFILIATE_SYSTEM_OFF_EVENT }),
  create({ strapi, knex, dialect, db, clock, transactions, newDocumentId, setting }, { onPosted }) {
    const { rules, secretKeys, recipients } = readAffiliateSettings(setting('affiliates'));
    const [first, ...others] = secretKeys;
    const cipher = first ? createSecretCipher([first, ...others]) : null;
    const systems = createSystemsSource({ db: knex, currentTransaction: transactions.current });
    const newId = createIdSource();
    const delivery = createDelivery({
      ...{ db: knex, dialect, clock, newId, systems, cipher, rules, log: strapi.log },
      channels: alertChannels(strapi, {
        ...{ event: AFFILIATE_SYSTEM_OFF_EVENT, recipients, mailOf: mailOfSwitchedOff },
      }),
    });
    const dependencies = {
      ...{ db, clock, newId, systems, cipher, inTransaction: transactions.run },
      recordInTransaction: transactions.runAsOne,
      newDocumentId: () => newDocumentId(AFFILIATE_SYSTEM_UID),
      onSaved: systems.forget,
      onRecorded: delivery.kick,
    };
    onPosted((trx, rows) => followLedger(dependencies, trx, rows));
    const affiliates: AffiliatesService = createAffiliates({
      ...dependencies,
      ...outside(transactions, 'affiliates', { sendDue: delivery.sendDue }),
    });
    const actOnEvents: ActOnManyDependencies['actOn'] = (ids, input) => actOn(dependencies, ids, input);
    const systemsPage = systemsController({
      ...{ ...dependencies, db: knex, rules, log: strapi.log },
      sendNow: delivery.sendNow,
    });
    return { affiliates, affiliateSystems: systems, actOnEvents, affiliateDelivery: delivery, systemsPage };
  },
  start: ({ affiliateDelivery }) => affiliateDelivery.start(),
  stop: ({ affiliateDelivery }) => affiliateDelivery.stop(),
  services: { affiliates: (_, { affiliates }) => affiliates },
  endpoints: {
    affiliates: AFFILIATE_ENDPOINTS,
    'affiliate-systems': AFFILIATE_SYSTEM_ENDPOINTS,
    'affiliate-comparison': AFFILIATE_COMPARISON_ENDPOINTS,
  },
  controllers: {
    affiliates: ({ knex, clock }, { affiliateSystems, actOnEvents }) =>
      reportController({ db: knex, clock, systems: affiliateSystems, actOn: actOnEvents }),
    'affiliate-systems': (_, { systemsPage }) => systemsPage,
    'affiliate-comparison': ({ knex, clock, transactions }, { affiliateSystems }) =>
      comparisonController({
        ...{ db: knex, clock, newId: createIdSource(), systems: affiliateSystems, inTransaction: transactions.run },
      }),
  },
  guards: ({ db }) => affiliateGuards(db),
  async setUp({ knex, dialect, strapi }) {
    for (const warning of await guardTables(knex, dialect, AFFILIATE_GUARDS)) strapi.log.warn(`Rewards: ${warning}.`);
  },
});
