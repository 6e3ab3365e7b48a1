import { NOTICE_NAMES, type NoticeName, TOLD_BY_DEFAULT } from '../contract';

/**
 * Reads the setting `events`: which events are told out of the outbox. `true`: all; `false`: none; nothing: all
 * but those of postings.
 *
 * @throws an Error whose sentence names what cannot be used
 */
export function readEventSettings(setting: unknown): ReadonlySet<NoticeName> {
  const given = setting ?? TOLD_BY_DEFAULT;
  if (typeof given === 'boolean') return new Set(given ? NOTICE_NAMES : []);
  if (!Array.isArray(given)) throw new Error('events must be true, false, or a list of events.');
  for (const name of given as unknown[]) {
    if (!(NOTICE_NAMES as readonly unknown[]).includes(name)) {
      throw new Error(`events names ${JSON.stringify(name)}, which is no event; there are ${NOTICE_NAMES.join(', ')}.`);
    }
  }
  return new Set(given as NoticeName[]);
}
