import type { Knex } from 'knex';
import type {
  AffiliateRequestSourceDto,
  AffiliateShownRequestDto,
  AffiliateSystemSettings,
  AffiliateTemplateProblemDto,
} from '../../../contract';
import { type Clock, RewardsError, toIso } from '../../../kernel';
import { prepare, type Prepared, type Unprepared } from '../../delivery/prepare';
import { findEvent, type StoredEvent } from '../../record/event-store';
import { newestEventOf } from '../page/health-store';
import { requireSystem } from '../page/read-systems';
import { UnreadableSecret } from '../secrets';
import { type SecretsDependencies, validSecrets, type ValidSecret } from '../secrets-source';
import type { AffiliateSystem } from '../system-store';
import { parseTemplate, type ShownRequest } from '../template';
import { SAMPLE_ID, sampleEvent } from './sample-event';

export interface RequestDependencies extends SecretsDependencies {
  readonly db: Knex;
  readonly clock: Clock;
}

/** What a request is made of: settings that need not be saved, and an event that was recorded or might be. */
export interface DrawnRequest {
  readonly system: AffiliateSystem;
  readonly stored: StoredEvent;
  readonly secrets: readonly ValidSecret[];
}

/** What was asked for, as `requestInput` has read it. */
export interface RequestAsked {
  readonly code: string | undefined;
  readonly settings: AffiliateSystemSettings;
  readonly event: string;
}

const UNSAVED = { id: '', code: '', name: '' };

/** F12. Finds what a request is to be made of. @throws SYSTEM_NOT_FOUND, AFFILIATE_EVENT_NOT_FOUND, NO_SECRET_KEY, SECRET_UNREADABLE */
export async function drawRequest(deps: RequestDependencies, asked: RequestAsked): Promise<DrawnRequest> {
  const { code, settings, event } = asked;
  const saved = code === undefined ? UNSAVED : await requireSystem(deps, code);
  const system = { ...saved, settings };
  const stored = (await recordedEvent(deps, system, event)) ?? sampleEvent(system, deps.clock.now());
  return { system, stored, secrets: await secretsFor(deps, system) };
}

async function recordedEvent(
  { db }: RequestDependencies,
  { id: system }: AffiliateSystem,
  event: string,
): Promise<StoredEvent | undefined> {
  if (event === 'sample') return undefined;
  if (event === 'latest') {
    const newest = await newestEventOf(db, system);
    return newest === null ? undefined : findEvent(db, newest);
  }
  const found = await findEvent(db, event);
  if (found?.event.system !== system) throw new RewardsError('AFFILIATE_EVENT_NOT_FOUND', { field: 'event', event });
  return found;
}

async function secretsFor(deps: RequestDependencies, system: AffiliateSystem): Promise<readonly ValidSecret[]> {
  try {
    return await validSecrets(deps, system);
  } catch (error) {
    if (error instanceof UnreadableSecret) throw new RewardsError('SECRET_UNREADABLE', { name: error.place.name });
    throw error;
  }
}

/** Makes the request, as the worker would. */
export const prepareDrawn = (clock: Clock, { system, stored, secrets }: DrawnRequest): Promise<Prepared | Unprepared> =>
  prepare({ clock, secretsOf: () => Promise.resolve(secrets) }, system, stored);

/** F6. What is wrong with a template, by the fields of the form. */
export function problemsOf({ template }: AffiliateSystemSettings): AffiliateTemplateProblemDto[] {
  const parsed = parseTemplate({ ...template, format: template.bodyFormat });
  if ('template' in parsed) return [];
  return parsed.problems.map(({ field, ...problem }) => ({ ...problem, field: `template.${field}` }));
}

export const toShownRequest = ({ method, url, headers, body }: ShownRequest): AffiliateShownRequestDto => ({
  ...{ method, url, body },
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
});

export const toSource = ({ event, delivery }: StoredEvent): AffiliateRequestSourceDto => ({
  kind: event.id === SAMPLE_ID ? 'sample' : 'event',
  ...{ id: event.id, externalId: event.externalId, type: delivery.type, createdAt: toIso(event.createdAt) },
});
