/**
 * Watches every write of a content type, whoever makes it: the Content Manager, the Document Service or `strapi.db.query`
 * all come down to the database's lifecycles. Raw SQL does not; what it must not touch is guarded in the database.
 */
import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import { invariant, RewardsError } from './errors';

/** One row of a write: `before` is undefined when it is made, `after` when it is deleted. */
export interface Change<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

export interface ContentGuard<T> {
  readonly uid: string;
  /** Leaves other writes alone, and unread. Default: watches all. */
  readonly watches?: 'deletions';
  /** What follows from the attributes given, written along with them. */
  derive?(data: Partial<T>, isNew: boolean): object;
  /** Refuses by throwing a `RewardsError`. Rows are told by attribute; what a new row leaves out has its default later. */
  before?(changes: readonly Change<T>[]): Promise<void> | void;
  /** Runs in the same transaction as the write, when there is one. @param made the row numbers of what was made */
  after?(changes: readonly Change<T>[], made: readonly number[]): Promise<void> | void;
}

interface WriteEvent {
  readonly model: { readonly uid: string };
  readonly params: { readonly data?: unknown; readonly where?: unknown };
  /** What an `after…` hook is told that the write came to. */
  readonly result?: unknown;
  state: Record<string, unknown>;
}

const DELETIONS = ['Delete', 'DeleteMany'];
const WRITES = ['Create', 'CreateMany', 'Update', 'UpdateMany', ...DELETIONS];

/**
 * Sets a guard up. A refusal reaches the caller as Strapi's own error, so that the Content Manager shows its sentence at
 * the field: 4xx, with the code and the details in `details`.
 *
 * @returns what takes the guard down again
 */
export function guardContent<T>(strapi: Core.Strapi, guard: ContentGuard<T>): () => void {
  const changesOf = (event: WriteEvent) => event.state.changes as Change<T>[];
  const watched = guard.watches === 'deletions' ? DELETIONS : WRITES;
  const hooks = watched.flatMap((write) => [
    [
      `before${write}`,
      asStrapiError(async (event) => {
        deriveData(event, guard, write.startsWith('Create'));
        const changes = await readChanges<T>(strapi, event, write);
        event.state.changes = changes;
        await guard.before?.(changes);
      }),
    ],
    [`after${write}`, asStrapiError(async (event) => guard.after?.(changesOf(event), madeBy(event, write)))],
  ]);
  return strapi.db.lifecycles.subscribe({ models: [guard.uid], ...(Object.fromEntries(hooks) as object) });
}

/**
 * Refuses every write of a model that is not made by its own store: ENGINE_OWNED.
 *
 * @param model how a person calls it
 * @returns what takes the guard down again
 */
export function sealContent(strapi: Core.Strapi, uid: string, model: string): () => void {
  return refuseWrites(strapi, uid, () => {
    throw new RewardsError('ENGINE_OWNED', { model });
  });
}

/**
 * Asks before every write of a model.
 *
 * @param ask refuses by throwing
 * @returns what takes the guard down again
 */
export function refuseWrites(strapi: Core.Strapi, uid: string, ask: () => Promise<void> | void): () => void {
  const refuse = asStrapiError(ask);
  return strapi.db.lifecycles.subscribe({
    models: [uid],
    ...Object.fromEntries(WRITES.map((write) => [`before${write}`, refuse])),
  });
}

/**
 * Refuses an attribute that has a default and is emptied. It may be left out; `required` would do the same, and have the types
 * that Strapi generates for a host ask for it. What was empty already keeps nobody from another edit.
 *
 * @throws INVALID_INPUT naming the attribute
 */
export function refuseEmptied(changes: readonly Change<object>[], attributes: Readonly<Record<string, object>>): void {
  const withDefault = Object.keys(attributes).filter((name) => 'default' in (attributes[name] ?? {}));
  for (const { before, after } of changes) {
    const isEmptied = (name: string): boolean => valueOf(after, name) === null && valueOf(before, name) !== null;
    const field = withDefault.find(isEmptied);
    if (field !== undefined) throw new RewardsError('INVALID_INPUT', { field, problem: 'must not be empty.' });
  }
}

const valueOf = (row: object | undefined, name: string): unknown =>
  (row as Record<string, unknown> | undefined)?.[name];

function deriveData<T>({ params: { data } }: WriteEvent, guard: ContentGuard<T>, isNew: boolean): void {
  if (!guard.derive || data === undefined) return;
  for (const one of [data].flat() as Partial<T>[]) Object.assign(one, guard.derive(one, isNew));
}

async function readChanges<T>(strapi: Core.Strapi, event: WriteEvent, write: string): Promise<Change<T>[]> {
  const { data, where } = event.params;
  if (write === 'Create') return [{ before: undefined, after: data as T }];
  if (write === 'CreateMany') return (data as T[]).map((after) => ({ before: undefined, after }));
  const rows = (await strapi.db.query(event.model.uid).findMany({ where: (where ?? {}) as never })) as T[];
  if (write.startsWith('Delete')) return rows.map((before) => ({ before, after: undefined }));
  return rows.map((before) => ({ before, after: { ...before, ...definedOnly(data as Partial<T>) } }));
}

/** One row, or the ids of many. */
function madeBy({ result }: WriteEvent, write: string): number[] {
  if (write === 'Create') return [(result as { readonly id: number }).id];
  return write === 'CreateMany' ? [...(result as { readonly ids: readonly number[] }).ids] : [];
}

/** An attribute given as undefined is left as it is. */
function definedOnly<T extends object>(data: T): T {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T;
}

const asStrapiError = (work: (event: WriteEvent) => Promise<void> | void) => async (event: WriteEvent) => {
  try {
    await work(event);
  } catch (error) {
    throw error instanceof RewardsError ? toStrapiError(error) : error;
  }
};

/** Strapi has no error of its own for 503; it takes any that says its status. */
const unavailable = (message: string, details: object): Error =>
  Object.assign(new Error(message), {
    name: 'ServiceUnavailableError',
    ...{ status: 503, statusCode: 503, expose: true, details },
  });

/** A refusal in Strapi's terms: 403, 404 or 400, which are the ones that its error middleware knows, and 503. */
export function toStrapiError(error: RewardsError): Error {
  const { code, message, status, details } = error;
  const field = details.field;
  const issues = field === undefined ? {} : { errors: [{ path: [field], message, name: 'ValidationError' }] };
  const all = { ...details, code, ...issues };
  // Its parent, ForbiddenError, loses what it says on its way through Strapi's routes.
  if (status === 403) return new errors.PolicyError(message, all);
  if (status === 404) return new errors.NotFoundError(message, all);
  if (status === 503) return unavailable(message, all);
  invariant(status < 500, `${code} is no refusal of a write`);
  return new errors.ValidationError(message, all);
}
