import { EXPIRY_ENDPOINTS, LOTS_EXPIRING_EVENT, type LedgerService } from '../contract';
import { createIdSource } from '../kernel';
import { defineRoom } from '../kernel/room';
import { readTaskSettings } from '../tasks';
import { expiryController } from './controller';
import { warningTable } from './schema';
import { expiryTasks } from './tasks';

interface Needs {
  readonly ledger: LedgerService;
}

export const expiryRoom = defineRoom<Needs>()({
  models: [warningTable.model],
  webhookEvents: () => ({ REWARDS_LOTS_EXPIRING: LOTS_EXPIRING_EVENT }),
  endpoints: { expiry: EXPIRY_ENDPOINTS },
  controllers: { expiry: ({ knex }, { ledger }) => expiryController(knex, ledger) },
  tasks: ({ knex, clock, strapi, setting }, { ledger }) =>
    expiryTasks({
      ledger,
      db: knex,
      clock,
      newId: createIdSource(),
      warnDays: readTaskSettings(setting('tasks')).warnDays,
      tell: async (event) => {
        await strapi.eventHub.emit(LOTS_EXPIRING_EVENT, { ...event });
      },
    }),
});
