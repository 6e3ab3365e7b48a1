import { createIdSource, createOutbox, newProcessId, outboxTable } from '../kernel';
import { defineRoom } from '../kernel/room';
import { createDispatcher } from './dispatcher';
import { dispatcherTable } from './schema';
import { readEventSettings } from './settings';

export const outboxRoom = defineRoom<object>()({
  models: [outboxTable.model, dispatcherTable.model],
  settings: { events: readEventSettings },
  webhookEvents: ({ setting }) => {
    const names = [...readEventSettings(setting('events'))];
    return Object.fromEntries(names.map((name) => [name.toUpperCase().replace(/[.-]/g, '_'), name]));
  },
  create({ strapi, knex, dialect, clock, setting }) {
    const dispatcher = createDispatcher({
      ...{ db: knex, dialect, clock, log: strapi.log },
      owner: newProcessId(),
      emit: (event, payload) => strapi.eventHub.emit(event, { ...payload }),
    });
    const outbox = createOutbox({
      ...{ dialect, clock, newId: createIdSource(), onCommitted: dispatcher.kick },
      wanted: readEventSettings(setting('events')),
    });
    return { outbox, dispatcher };
  },
  setUp: (_, { dispatcher }) => dispatcher.prepare(),
  start: ({ dispatcher }) => dispatcher.start(),
  stop: ({ dispatcher }) => dispatcher.stop(),
});
