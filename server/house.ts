/** The rooms put together, once for each Strapi. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Core } from '@strapi/types';
import { createAdjustments, ADJUSTMENT_UID, type BulkDependencies } from './adjustments';
import {
  type AdjustmentsService,
  type EarningService,
  LOTS_EXPIRING_EVENT,
  type MembersService,
  type ReconciliationService,
  type RedemptionService,
} from './contract';
import { createEarning } from './earning';
import { createHost, type Host } from './host';
import { createIdSource, longWorkOf, outside, readClockSkew } from './kernel';
import { readLongWorkSettings } from './kernel/long-work-settings';
import { createLedger, type Ledger, ledgerTasks } from './ledger';
import { readCurrencies } from './ledger/currency';
import {
  applyStandings,
  BADGE_AWARD_UID,
  createMembers,
  createRulesSource,
  enlistMembers,
  lockMembers,
  MEMBER_UID,
  membersThatExist,
  readStandings,
  type RulesSource,
} from './members';
import {
  createReconciliation,
  eventTeller,
  type Mail,
  mailTeller,
  readReconciliationSettings,
  reconcile,
  type ReconciliationDependencies,
} from './reconciliation';
import { createRedemption } from './redemption';
import { createTasks, readLeaseMs, readTaskSettings, type Tasks } from './tasks';

export interface House {
  readonly host: Host;
  readonly rules: RulesSource;
  readonly ledger: Ledger;
  readonly members: MembersService;
  readonly adjustments: AdjustmentsService;
  readonly earning: EarningService;
  readonly redemption: RedemptionService;
  readonly bulk: BulkDependencies;
  readonly tasks: Tasks;
  readonly reconciliation: ReconciliationService;
}

const houses = new WeakMap<Core.Strapi, House>();

/** The house of a Strapi, built when it is first asked for. */
export function houseOf(strapi: Core.Strapi): House {
  const known = houses.get(strapi);
  if (known) return known;
  const built = build(createHost(strapi));
  houses.set(strapi, built);
  return built;
}

function build(host: Host): House {
  const { strapi, knex, dialect, clock, transactions, db } = host;
  const inTransaction = transactions.run;
  longWorkOf(knex).settings = () => readLongWorkSettings(strapi.config.get('plugin::rewards.longWork'));
  const clockSkew = readClockSkew(strapi.config.get('plugin::rewards.clockSkewSeconds'));
  const currentTransaction = transactions.current;
  const rules = createRulesSource({ db: knex, dialect, clockSkew, readCurrencies, currentTransaction });
  const ledger = createLedger({
    db: knex,
    clock,
    transactions,
    log: strapi.log,
    rulebook: rules.rulebook,
    rulebookIn: rules.readIn,
    lockRules: async (trx) => (await rules.lock(trx)).rulebook,
    lockMembers: (trx, ids, locking) => lockMembers(trx, dialect, ids, locking),
    standingsOf: readStandings,
    onAccountsOpened: enlistMembers,
    onStandingChanged: applyStandings,
  });
  const members = createMembers({
    dialect,
    clock,
    db,
    inTransaction,
    rules: rules.current,
    newDocumentId: () => host.newDocumentId(MEMBER_UID),
    newAwardId: () => host.newDocumentId(BADGE_AWARD_UID),
  });
  const adjustments = createAdjustments({
    ledger,
    clock,
    inTransaction,
    newDocumentId: () => host.newDocumentId(ADJUSTMENT_UID),
  });
  const bulk = {
    ledger,
    clock,
    db,
    transactions,
    newDocumentId: () => host.newDocumentId(ADJUSTMENT_UID),
    currencies: () => readCurrencies(db()),
  };
  const earning = createEarning(
    { db, dialect, clock, clockSkew, transactions, ledger, members, rules },
    strapi.config.get('plugin::rewards.earning'),
  );
  const redemption = createRedemption(
    { db, inTransaction, clock, newId: createIdSource(), ledger, rules },
    strapi.config.get('plugin::rewards.redemption'),
  );
  const reconciling = reconciliationOf(host, ledger, adjustments, () => tasks);
  const tasks = buildTasks(host, ledger, reconciling);
  const reconciliation = outside(transactions, 'reconciliation', createReconciliation(reconciling));
  return { host, rules, ledger, members, adjustments, bulk, earning, redemption, tasks, reconciliation };
}

function reconciliationOf(
  { strapi, knex, dialect, clock, transactions }: Host,
  { audit }: Ledger,
  adjustments: AdjustmentsService,
  tasks: () => Tasks,
): ReconciliationDependencies {
  const settings = readReconciliationSettings(strapi.config.get('plugin::rewards.reconciliation'));
  const { recipients } = settings;
  const mail = mailTeller(recipients, async (message) => {
    await strapi.plugin('email').service<{ send(mail: Mail): Promise<void> }>('email').send(message);
  });
  return {
    ...{
      db: knex,
      dialect,
      clock,
      inTransaction: transactions.run,
      audit,
      adjustments,
      settings,
      tasks,
      membersThatExist,
    },
    newId: createIdSource(),
    tell: [
      eventTeller(async (event, data) => {
        await strapi.eventHub.emit(event, { ...data });
      }),
      ...(recipients.length > 0 ? [mail] : []),
    ],
    log: strapi.log,
  };
}

/** Every task has its work here, or this does not compile. */
function buildTasks(
  { strapi, knex, dialect, clock }: Host,
  ledger: Ledger,
  reconciling: ReconciliationDependencies,
): Tasks {
  const { warnDays, ...settings } = readTaskSettings(strapi.config.get('plugin::rewards.tasks'));
  const newId = createIdSource();
  return createTasks({
    ...settings,
    db: knex,
    dialect,
    newId,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    leaseMs: readLeaseMs(strapi.config.get('plugin::rewards.taskLeaseSeconds')),
    log: strapi.log,
    work: {
      reconcile: (context) => reconcile(reconciling, context),
      ...ledgerTasks({
        ledger,
        db: knex,
        clock,
        newId,
        warnDays,
        tell: async (event) => {
          await strapi.eventHub.emit(LOTS_EXPIRING_EVENT, { ...event });
        },
      }),
    },
  });
}
