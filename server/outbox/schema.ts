import { instant, nullable, primary, text } from '../kernel/fields';
import { defineTable } from '../kernel/table';

/** One row: which process tells. Instants are by the database's clock, which all instances share. */
export const dispatcherTable = defineTable({
  name: 'outbox-dispatcher',
  table: 'rewards_outbox_dispatcher',
  fields: {
    id: primary(text(16)),
    owner: nullable(text(200)),
    expiresAt: instant(),
  },
});
