/**
 * Composes the rooms into Strapi's plugin object. Together with the files beside it, the only one that knows every room.
 */
import type { Core } from '@strapi/types';
import { adjustmentContentType, bulkController, bulkRoutes, readAdjustmentsOf } from './adjustments';
import { adjustmentController, adjustmentRoutes } from './adjustments/http';
import { bootstrap } from './bootstrap';
import { config } from './config';
import { destroy } from './destroy';
import { houseOf, type House } from './house';
import { readSkippedOf } from './earning';
import { currencyContentType } from './ledger/currency';
import { outside } from './kernel';
import { policies } from './kernel/http';
import { ledgerController, ledgerRoutes } from './ledger/http';
import { memberContentTypes } from './members';
import { memberController, memberRoutes } from './members/http';
import { readDiscrepanciesOf, reconciliationController, reconciliationRoutes } from './reconciliation';
import { redemptionController, redemptionRoutes, redemptionsOf } from './redemption';
import { register } from './register';
import { taskController, taskRoutes } from './tasks';

const service =
  <K extends keyof House>(name: K) =>
  ({ strapi }: { strapi: Core.Strapi }): House[K] =>
    houseOf(strapi)[name];

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes: { currency: currencyContentType, adjustment: adjustmentContentType, ...memberContentTypes },
  controllers: {
    ledger: ({ strapi }: { strapi: Core.Strapi }) => {
      const { host, ledger } = houseOf(strapi);
      return ledgerController({ db: host.knex, clock: host.clock, ledger });
    },
    members: ({ strapi }: { strapi: Core.Strapi }) => {
      const { host, ledger, members, rules } = houseOf(strapi);
      return memberController({
        db: host.knex,
        clock: host.clock,
        ledger,
        members,
        rules: rules.current,
        headline: strapi.config.get('plugin::rewards.headline', {}),
        recordsElsewhere: {
          adjustments: readAdjustmentsOf,
          ordersThatEarnedNothing: readSkippedOf,
          discrepancies: readDiscrepanciesOf,
          redemptions: (db, member) => redemptionsOf(db, member, host.clock.now()),
        },
      });
    },
    adjustments: ({ strapi }: { strapi: Core.Strapi }) => {
      const { host, ledger, adjustments } = houseOf(strapi);
      return adjustmentController({ db: host.knex, ledger, adjustments });
    },
    bulk: ({ strapi }: { strapi: Core.Strapi }) => bulkController(houseOf(strapi).bulk),
    redemption: ({ strapi }: { strapi: Core.Strapi }) => redemptionController(houseOf(strapi).redemption),
    tasks: ({ strapi }: { strapi: Core.Strapi }) => taskController(houseOf(strapi).tasks),
    reconciliation: ({ strapi }: { strapi: Core.Strapi }) => {
      const { host, reconciliation } = houseOf(strapi);
      return reconciliationController(host.knex, reconciliation);
    },
  },
  policies,
  routes: {
    admin: {
      type: 'admin',
      routes: [
        ...ledgerRoutes,
        ...memberRoutes,
        ...adjustmentRoutes,
        ...bulkRoutes,
        ...taskRoutes,
        ...reconciliationRoutes,
        ...redemptionRoutes,
      ],
    },
  },
  services: {
    ledger: service('ledger'),
    members: service('members'),
    adjustments: service('adjustments'),
    earning: service('earning'),
    redemption: service('redemption'),
    tasks: ({ strapi }: { strapi: Core.Strapi }) => {
      const { host, tasks } = houseOf(strapi);
      // A task is no part of its caller's transaction; on SQLite it could not even begin before that ends.
      return host.dialect === 'sqlite' ? outside(host.transactions, 'tasks', tasks) : tasks;
    },
    reconciliation: service('reconciliation'),
    clock: ({ strapi }: { strapi: Core.Strapi }) => houseOf(strapi).host.clock,
  },
};
