import type { MemberFactsDto } from '../../contract';
import { DAY } from '../../kernel';
import type { Facts } from '../../kernel/conditions';
import { valueAt } from '../../kernel/exact-json';
import type { DecidedEvent } from './event';
import { hourOf } from './periods';

const own = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** What is known of whoever the event is about. */
export interface FactSources {
  readonly member: MemberFactsDto;
  /** Of the mission. */
  readonly timeZone: string;
  /** How often the member has fulfilled the mission. */
  fulfilled(): number;
}

const PAYLOAD = 'payload.';
const BALANCE = 'member.balance.';
const LIFETIME = 'member.lifetime.';

/**
 * E10. The facts that conditions are over: `payload.…`, `type`, `source`, `weekday`, `hour`, `member.level`, `member.tier`,
 * `member.badges`, `member.balance.…`, `member.lifetime.…`, `member.days` since they became a member, and `mission.fulfilled`, how
 * often the member has fulfilled the mission.
 */
export const factsOf =
  (event: DecidedEvent, sources: FactSources): Facts =>
  (name) => {
    if (name.startsWith(PAYLOAD)) return valueAt(event.payload, name.slice(PAYLOAD.length));
    const { member, timeZone } = sources;
    if (name.startsWith(BALANCE)) return own(member.balances, name.slice(BALANCE.length));
    if (name.startsWith(LIFETIME)) return own(member.lifetime, name.slice(LIFETIME.length));
    switch (name) {
      case 'payload':
        return event.payload;
      case 'type':
        return event.type;
      case 'source':
        return event.source;
      case 'weekday':
        return hourOf(event.occurredAt, timeZone).weekday;
      case 'hour':
        return hourOf(event.occurredAt, timeZone).hour;
      case 'member.level':
        return member.level;
      case 'member.tier':
        return member.tier;
      case 'member.badges':
        return member.badges;
      case 'member.days':
        return String(Math.floor((event.occurredAt - Date.parse(member.memberSince)) / DAY));
      case 'mission.fulfilled':
        return String(sources.fulfilled());
      default:
        return undefined;
    }
  };

/** Whether a fact is one that is known, so that a mission can ask for it. */
export const isFact = (name: string): boolean =>
  /^(payload|type|source|weekday|hour|member\.(level|tier|badges|days)|mission\.fulfilled)$/.test(name) ||
  /^(payload|member\.balance|member\.lifetime)\.[^.]/.test(name);

/** Whether a fact follows from the event alone, whoever it is about. */
export const isOfEvent = (name: string): boolean => !/^(member|mission)\./.test(name);

/** Whether a fact is one that a payout can change: what a member has and is. */
export const isChangedByPayouts = (name: string): boolean => name.startsWith('member.') && name !== 'member.days';

/** The facts of an event alone. */
export const factsOfEvent = (event: DecidedEvent, timeZone: string): Facts =>
  factsOf(event, { member: NOBODY, timeZone, fulfilled: () => 0 });

const NOBODY: MemberFactsDto = {
  ...{ level: null, tier: null, multiplier: '1', badges: [], balances: {}, lifetime: {} },
  memberSince: '1970-01-01T00:00:00.000Z',
};
