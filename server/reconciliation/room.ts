import { EventEmitter } from 'node:events';
import {
  type AdjustmentsService,
  RECONCILIATION_ALERT_EVENT,
  type ReconciliationAlertEvent,
  RECONCILIATION_ENDPOINTS,
  type TasksService,
} from '../contract';
import type { Integrity } from '../integrity';
import { createIdSource, outside } from '../kernel';
import { alertChannels } from '../kernel/alert';
import type { Host } from '../kernel/host';
import { defineRoom } from '../kernel/room';
import { membersThatExist } from '../members';
import { mailOfAlert } from './alert';
import type { ReconciliationDependencies } from './dependencies';
import { readDiscrepanciesOf } from './export';
import { reconciliationController } from './http/controller';
import { reconcile } from './reconcile';
import { reconciliationModels } from './schema';
import { createReconciliation } from './service';
import { readReconciliationSettings } from './settings';

interface Needs {
  readonly integrity: Integrity;
  readonly adjustments: AdjustmentsService;
  readonly tasks: TasksService;
}

function dependenciesOf(host: Host, needs: Needs): ReconciliationDependencies {
  const { strapi, knex, dialect, clock, transactions, setting } = host;
  const settings = readReconciliationSettings(setting('reconciliation'));
  return {
    db: knex,
    dialect,
    clock,
    inTransaction: transactions.run,
    rollBackAfter: transactions.rollBackAfter,
    audit: needs.integrity.audit,
    adjustments: needs.adjustments,
    settings,
    // Late: the tasks have this room's work in them.
    tasks: () => needs.tasks,
    membersThatExist,
    newId: createIdSource(),
    // As many may wait as ask.
    begun: new EventEmitter().setMaxListeners(0),
    channels: alertChannels<ReconciliationAlertEvent>(strapi, {
      ...{ event: RECONCILIATION_ALERT_EVENT, recipients: settings.recipients, mailOf: mailOfAlert },
    }),
    log: strapi.log,
  };
}

export const reconciliationRoom = defineRoom<Needs>()({
  models: reconciliationModels,
  permissions: {
    'view-reconciliation': { displayName: 'View reconciliation', subCategory: 'reconciliation' },
    'run-reconciliation': { displayName: 'Start and cancel runs', subCategory: 'reconciliation' },
    'resolve-discrepancies': { displayName: 'Resolve discrepancies', subCategory: 'reconciliation' },
    'adjust-discrepancies': { displayName: 'Resolve discrepancies by an adjustment', subCategory: 'reconciliation' },
    'export-reconciliation': { displayName: 'Export runs', subCategory: 'reconciliation' },
  },
  settings: { reconciliation: readReconciliationSettings },
  webhookEvents: () => ({ REWARDS_RECONCILIATION_ALERT: RECONCILIATION_ALERT_EVENT }),
  create(host, needs) {
    const reconciling = dependenciesOf(host, needs);
    return {
      reconciling,
      reconciliation: outside(host.transactions, 'reconciliation', createReconciliation(reconciling)),
    };
  },
  services: { reconciliation: (_, { reconciliation }) => reconciliation },
  endpoints: { reconciliation: RECONCILIATION_ENDPOINTS },
  controllers: {
    reconciliation: ({ knex }, { reconciliation }) => reconciliationController(knex, reconciliation),
  },
  tasks: (_, { reconciling }) => ({ reconcile: (context) => reconcile(reconciling, context) }),
  memberRecords: () => ({ discrepancies: readDiscrepanciesOf }),
});
