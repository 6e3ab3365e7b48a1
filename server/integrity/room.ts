import { defineRoom } from '../kernel/room';
import type { Engine, Ledger } from '../ledger';
import { createIntegrity } from './integrity';
import { integrityTasks } from './tasks';

interface Needs {
  readonly engine: Engine;
  readonly posting: Ledger;
}

export const integrityRoom = defineRoom<Needs>()({
  permissions: {
    'rebuild-projections': { displayName: 'Rebuild projections', subCategory: 'ledger' },
  },
  create(_, { engine, posting }) {
    const integrity = createIntegrity(engine);
    /** The service `ledger`: what can be posted, and whether it is whole. */
    const ledger = { ...posting, ...integrity };
    return { integrity, ledger };
  },
  services: { ledger: (_, { ledger }) => ledger },
  tasks: (_, { ledger }) => integrityTasks(ledger),
});
