import type { AffiliatesService } from '../contract';
import { type Milliseconds, toIsoOrNull } from '../kernel';
import { type ActDependencies, actOn } from './acts/act';
import { checkBy } from './acts/validate';
import { toEventDto } from './event-dto';
import type { RecordDependencies } from './record/dependencies';
import { findEvent } from './record/event-store';
import { importEvents } from './record/import-events';
import { record, recordMany } from './record/record';
import { type SecretDependencies, saveSecret } from './systems/save-secret';
import { type SaveDependencies, saveSystem } from './systems/save-system';
import { switchSystem } from './systems/switch-system';

export type AffiliateDependencies = RecordDependencies &
  SaveDependencies &
  SecretDependencies &
  ActDependencies & {
    /** @returns when the next event is due; null: none waits */
    sendDue(): Promise<Milliseconds | null>;
  };

/** The service `affiliates`. */
export const createAffiliates = (deps: AffiliateDependencies): AffiliatesService => ({
  record: (input) => record(deps, input),
  recordMany: (inputs) => recordMany(deps, inputs),
  importEvents: (text, options) => importEvents(deps, text, options),
  saveSystem: (input) => saveSystem(deps, input),
  switchSystem: (input) => switchSystem(deps, input),
  saveSecret: (input) => saveSecret(deps, input),
  retry: async (ids, by) => actOn(deps, ids, checkBy('retry', by)),
  cancel: async (ids, by) => actOn(deps, ids, checkBy('cancel', by)),
  sendDue: async () => ({ nextDueAt: toIsoOrNull(await deps.sendDue()) }),
  async get(id) {
    const found = await findEvent(deps.db(), id);
    return found ? toEventDto(found) : null;
  },
});
