/**
 * V1, V2. What a query of the content API may ask: whatever it says of a member, an award or a badge is said of those that
 * anybody may see, by what anybody sees of them, so that no filter tells one that is hidden from one that never was.
 *
 * A condition on a related member becomes "there is one, who shows their profile, and for whom it holds". That is told by what
 * is there, and never by what is not: a database judges a negated condition row by row, and a hidden row would count among
 * them. So `$null`, and relations to such content below a `$not`, are refused.
 */
import { errors } from '@strapi/utils';
import { BADGE_AWARD_UID, BADGE_UID, MEMBER_UID } from '../../members';
import type { Attribute, GetModel, Schema } from './output';
import { type Guarded, isGuarded } from './visible';

type Filter = Readonly<Record<string, unknown>>;

const THERE: Filter = { id: { $notNull: true } };
const NO_SECRET: Filter = { $or: [{ secret: { $eq: false } }, { secret: { $null: true } }] };
const PUBLIC: Filter = { publicProfile: { $eq: true } };

/** What holds of content that anybody may see. */
const VISIBLE: Record<Guarded, Filter> = {
  [MEMBER_UID]: { $and: [THERE, PUBLIC] },
  [BADGE_UID]: { $and: [THERE, NO_SECRET] },
  [BADGE_AWARD_UID]: { $and: [THERE, { member: PUBLIC }, { badge: NO_SECRET }] },
};

/** By what of it content may be asked for; all that is not private where nothing is named. */
const SEEN: Record<Guarded, readonly string[] | null> = {
  [MEMBER_UID]: ['id', 'documentId', 'handle', 'level', 'tier', 'awards'],
  [BADGE_AWARD_UID]: ['id', 'documentId', 'awardedAt', 'member', 'badge'],
  [BADGE_UID]: null,
};

/** Relations that one path of a sort may lead through. */
const DEEPEST = 10;

const isObject = (value: unknown): value is Filter =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Operators that join conditions; any other one compares a value, and so does one of these with a plain value. */
const JOINING = ['$and', '$or', '$not'];
const joins = (key: string, value: unknown): boolean => JOINING.includes(key) && typeof value === 'object';

export class QueryGuard {
  constructor(private readonly getModel: GetModel) {}

  /**
   * A query that asks for no more than anybody may see.
   *
   * @throws Strapi's ValidationError
   */
  query(schema: Schema, query: Filter): Filter {
    const { filters, sort, populate } = query;
    return {
      ...query,
      ...(filters !== undefined || isGuarded(schema.uid) ? { filters: this.filters(schema, filters) } : {}),
      ...(sort === undefined ? {} : { sort: this.sort(schema, sort) }),
      ...(populate === undefined ? {} : { populate: this.populate(schema, populate) }),
    };
  }

  /** The conditions on rows of a type, of which those are left out that nobody may see. @throws Strapi's ValidationError */
  filters(schema: Schema, filters: unknown): unknown {
    const own = this.conditions(schema, filters ?? {}, false);
    return isGuarded(schema.uid) ? { $and: [own, VISIBLE[schema.uid]] } : own;
  }

  private conditions(schema: Schema, filters: unknown, isNegated: boolean): unknown {
    if (Array.isArray(filters)) return filters.map((one) => this.conditions(schema, one, isNegated));
    if (!isObject(filters)) return filters;
    const all = Object.entries(filters).map(([key, value]) => {
      if (joins(key, value)) return { [key]: this.conditions(schema, value, isNegated || key === '$not') };
      if (!key.startsWith('$')) requireSeen(schema, key, 'filters');
      return this.condition(key, value, schema.attributes[key], isNegated);
    });
    return all.length === 1 ? all[0] : { $and: all };
  }

  private condition(key: string, value: unknown, attribute: Attribute | undefined, isNegated: boolean): Filter {
    const target = this.targetOf(attribute);
    if (!target) return { [key]: value };
    if (!isGuarded(target.uid)) {
      return { [key]: isObject(value) ? this.conditions(target, value, isNegated) : value };
    }
    if (isNegated) refuse(key, 'filters');
    // Whether there is one at all is asked of the relation itself; any other comparison is one of its id.
    const { $null: isNone, $notNull: isThere, ...others } = isObject(value) ? value : { $in: [value].flat() };
    if ((isNone !== undefined && isTrue(isNone)) || (isThere !== undefined && !isTrue(isThere))) refuse(key, 'filters');
    const entries = Object.entries(others);
    const compared = entries.filter(([name, operand]) => name.startsWith('$') && !joins(name, operand));
    const nested = entries.filter(([name, operand]) => !name.startsWith('$') || joins(name, operand));
    if (compared.some(([, operand]) => [operand].flat().some(isObject))) refuse(key, 'filters');
    const conditions = [
      ...(compared.length > 0 ? [{ id: Object.fromEntries(compared) }] : []),
      ...(nested.length > 0 ? [this.conditions(target, Object.fromEntries(nested), false)] : []),
    ];
    return { [key]: { $and: [...conditions, VISIBLE[target.uid]] } };
  }

  /** A sort without what leads by way of guarded content. */
  sort(schema: Schema, sort: unknown): unknown {
    if (Array.isArray(sort)) return sort.filter((one) => !this.sortsByGuarded(schema, one));
    if (typeof sort === 'string') {
      return sort
        .split(',')
        .filter((one) => !this.sortsByGuarded(schema, one))
        .join(',');
    }
    return this.sortsByGuarded(schema, sort) ? {} : sort;
  }

  /** Whether a sort would lead by way of guarded content, or by something of it that nobody sees. */
  sortsByGuarded(schema: Schema, sort: unknown, depth = 0): boolean {
    if (depth > DEEPEST) return true;
    if (Array.isArray(sort)) return sort.some((one) => this.sortsByGuarded(schema, one, depth));
    if (typeof sort === 'string') {
      return sort.split(',').some((one) => this.leadsIntoGuarded(schema, one.trim().split(':')[0]?.split('.') ?? []));
    }
    if (!isObject(sort)) return false;
    return Object.entries(sort).some(([key, value]) => {
      if (!isSeen(schema, key)) return true;
      const target = this.targetOf(schema.attributes[key]);
      return target !== undefined && (isGuarded(target.uid) || this.sortsByGuarded(target, value, depth + 1));
    });
  }

  private leadsIntoGuarded(schema: Schema, path: readonly string[]): boolean {
    if (path.length > DEEPEST) return true;
    let at = schema;
    for (const key of path) {
      if (key !== '' && !isSeen(at, key)) return true;
      const target = this.targetOf(at.attributes[key]);
      if (!target) return false;
      if (isGuarded(target.uid)) return true;
      at = target;
    }
    return false;
  }

  private populate(schema: Schema, populate: unknown): unknown {
    if (!isObject(populate)) return populate;
    return Object.fromEntries(
      Object.entries(populate).map(([key, value]) => {
        if (!isObject(value)) return [key, value];
        // A dynamic zone or a morph relation: each type has a query of its own.
        if (isObject(value.on)) {
          const on = Object.entries(value.on).map(([uid, one]) => [
            uid,
            isObject(one) ? this.query(this.getModel(uid), one) : one,
          ]);
          return [key, { ...value, on: Object.fromEntries(on) as Filter }];
        }
        const target = this.targetOf(schema.attributes[key]);
        return [key, target ? this.query(target, value) : value];
      }),
    );
  }

  /** The type that an attribute leads to. */
  private targetOf(attribute: Attribute | undefined): Schema | undefined {
    if (!attribute) return undefined;
    const { type, target, component } = attribute;
    if (type === 'media') return this.getModel('plugin::upload.file');
    const uid = type === 'component' ? component : type === 'relation' ? target : undefined;
    return uid === undefined ? undefined : this.getModel(uid);
  }
}

const isSeen = ({ uid }: Schema, key: string): boolean => {
  const seen = isGuarded(uid) ? SEEN[uid] : null;
  return seen === null || seen.includes(key);
};

function requireSeen(schema: Schema, key: string, param: string): void {
  if (!isSeen(schema, key)) refuse(key, param);
}

/** As Strapi refuses a key that one may not ask by. */
export function refuse(key: string, param: string): never {
  throw new errors.ValidationError(`Invalid key ${key}`, { source: 'query', param, key });
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1;
