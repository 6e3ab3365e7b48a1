import type { Core } from '@strapi/types';
import type { Db } from '../../kernel';
import { type Schema, shownOf } from './output';
import { QueryGuard, refuse } from './query';
import { Visible } from './visible';

type Query = Readonly<Record<string, unknown>>;
type Gate<Part> = (part: Part, schema: unknown, options?: unknown) => Promise<Part>;

/** The parts of Strapi's content API by which a query comes in. It has a registry for what goes out, and none for these. */
interface Gates {
  readonly sanitize: { query: Gate<Query>; filters: Gate<unknown>; sort: Gate<unknown> };
  readonly validate: { query: Gate<Query>; filters: Gate<unknown>; sort: Gate<unknown> };
}

/**
 * V1. Puts consent into every way out of the content API, GraphQL's among them: what goes out loses what nobody may see, and
 * what comes in asks for nothing else.
 *
 * @param db what consent is read from, when it is asked for
 */
export function guardContentApi(strapi: Core.Strapi, db: () => Db): void {
  const getModel = (uid: string) => strapi.getModel(uid as never) as unknown as Schema;
  const sanitizers: { add(path: string, sanitizer: (schema: Schema) => (data: unknown) => Promise<unknown>): void } =
    strapi.get('sanitizers');
  sanitizers.add('content-api.output', (schema) => (data) => shownOf(visibleIn(strapi, db), getModel, schema, data));

  const guard = new QueryGuard(getModel);
  const { sanitize, validate } = strapi.contentAPI as unknown as Gates;
  sanitize.query = after(sanitize.query, (query, schema) => guard.query(schema, query));
  sanitize.filters = after(sanitize.filters, (filters, schema) => guard.filters(schema, filters));
  sanitize.sort = after(sanitize.sort, (sort, schema) => guard.sort(schema, sort));
  // In front of Strapi's own looks, which take long over a sort that leads through hundreds of relations.
  validate.query = before(validate.query, (query, schema) => {
    if (query.sort !== undefined) refuseSort(guard, schema, query.sort);
    guard.query(schema, query);
  });
  validate.filters = before(validate.filters, (filters, schema) => void guard.filters(schema, filters));
  validate.sort = before(validate.sort, (sort, schema) => refuseSort(guard, schema, sort));
}

function refuseSort(guard: QueryGuard, schema: Schema, sort: unknown): void {
  if (guard.sortsByGuarded(schema, sort)) refuse('sort', 'sort');
}

/** A gate that hands on what `change` makes of its result. */
const after =
  <Part>(gate: Gate<Part>, change: (part: Part, schema: Schema) => Part): Gate<Part> =>
  async (part, schema, options) =>
    change(await gate(part, schema, options), schema as Schema);

/** A gate at which `check` looks first at what comes. */
const before =
  <Part>(gate: Gate<Part>, check: (part: Part, schema: Schema) => void): Gate<Part> =>
  async (part, schema, options) => {
    check(part, schema as Schema);
    return gate(part, schema, options);
  };

const ofRequests = new WeakMap<object, Visible>();

/** One look at consent a request. Work that is no request's looks each time. */
export function visibleIn(strapi: Core.Strapi, db: () => Db): Visible {
  const request = strapi.requestContext.get() as object | undefined;
  if (!request) return new Visible(db());
  const known = ofRequests.get(request) ?? new Visible(db());
  ofRequests.set(request, known);
  return known;
}
