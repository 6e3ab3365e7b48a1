import type { MemberFactsDto } from '../../contract';
import { DAY } from '../../kernel';
import type { Facts } from '../../kernel/conditions';
import { type JsonValue, valueAt } from '../../kernel/exact-json';
import type { DecidedEvent } from './event';
import { hourOf } from './periods';

/** What conditions can ask besides the payload, by name; the part behind the dot says which one. */
type Reader = (name: string) => JsonValue | undefined;

const own = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/**
 * E10. The facts that conditions are over: `payload.…`, `type`, `source`, `weekday`, `hour`, `member.level`, `member.tier`,
 * `member.badges`, `member.balance.…`, `member.lifetime.…`, `member.days` since they became a member, and `mission.fulfilled`, how
 * often the member has fulfilled the mission.
 *
 * @param timeZone of the mission
 */
export function factsOf(
  event: DecidedEvent,
  member: MemberFactsDto,
  { timeZone, fulfilled }: { readonly timeZone: string; readonly fulfilled: () => number },
): Facts {
  const prefixed: Readonly<Record<string, Reader>> = {
    'payload.': (path) => valueAt(event.payload, path),
    'member.balance.': (currency) => own(member.balances, currency),
    'member.lifetime.': (currency) => own(member.lifetime, currency),
  };
  const named = new Map<string, () => JsonValue | undefined>([
    ['payload', () => event.payload],
    ['type', () => event.type],
    ['source', () => event.source],
    ['weekday', () => hourOf(event.occurredAt, timeZone).weekday],
    ['hour', () => hourOf(event.occurredAt, timeZone).hour],
    ['member.level', () => member.level],
    ['member.tier', () => member.tier],
    ['member.badges', () => member.badges],
    ['member.days', () => String(Math.floor((event.occurredAt - Date.parse(member.memberSince)) / DAY))],
    ['mission.fulfilled', () => String(fulfilled())],
  ]);
  return (name) => {
    const known = named.get(name);
    if (known) return known();
    const prefix = Object.keys(prefixed).find((one) => name.startsWith(one));
    return prefix === undefined ? undefined : prefixed[prefix]?.(name.slice(prefix.length));
  };
}

/** Whether a fact is one that is known, so that a mission can ask for it. */
export const isFact = (name: string): boolean =>
  /^(payload|type|source|weekday|hour|member\.(level|tier|badges|days)|mission\.fulfilled)$/.test(name) ||
  /^(payload|member\.balance|member\.lifetime)\.[^.]/.test(name);
