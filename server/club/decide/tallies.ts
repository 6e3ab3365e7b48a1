import type { MemberId } from '../../contract';
import type { MinorUnits } from '../../kernel';
import type { CalendarPeriod } from './periods';

/** What is counted: events that matched, fulfilments, and what counts towards a cap. */
export type TallyKind = 'matched' | 'fulfilled' | 'cap';

/** E12, E13. What a tally counts; two that are equal are one. */
export interface TallyKey {
  readonly kind: TallyKind;
  /** The mission's documentId. */
  readonly mission: string;
  /** Whom or what it is about: a member, a value of the payload, or nobody in particular. */
  readonly scope: 'member' | 'identifier' | 'mission';
  readonly subject: string;
  /** What sort of tally it is among those of its kind: a period's kind, a path, a currency. */
  readonly of: string;
  readonly period: CalendarPeriod;
}

/** Only one process at a time decides for a member; what others count at the same time has to be locked. */
export const isShared = ({ scope }: TallyKey): boolean => scope !== 'member';

/** A key as text: the same for equal ones. */
export const textOfKey = ({ kind, mission, scope, subject, of, period }: TallyKey): string =>
  JSON.stringify([kind, mission, scope, subject, of, period.key]);

export interface Tally {
  readonly count: number;
  /** In minor units of a currency, or a sum of a path in its smallest unit that can be counted (`SUM_DECIMALS`). */
  readonly units: bigint;
}

const NOTHING: Tally = { count: 0, units: 0n };

/** What a payout takes from a cap, and gives back when it comes to nothing (E13). */
export interface Claim {
  readonly key: TallyKey;
  readonly count: number;
  readonly units: MinorUnits;
}

/** The tallies that some events need, as they stand while these are decided one after the other. */
export class Tallies {
  private readonly tallies = new Map<string, { readonly key: TallyKey; tally: Tally }>();
  private readonly changed = new Set<string>();

  /** @param streaks the periods in which members have matched, by what `streakOf` says */
  constructor(private readonly streaks = new Map<string, Set<number>>()) {}

  /** A tally as it is stored. */
  put(key: TallyKey, tally: Tally): void {
    this.tallies.set(textOfKey(key), { key, tally });
  }

  get(key: TallyKey): Tally {
    return this.tallies.get(textOfKey(key))?.tally ?? NOTHING;
  }

  add(key: TallyKey, count: number, units = 0n): void {
    const text = textOfKey(key);
    const before = this.get(key);
    this.tallies.set(text, { key, tally: { count: before.count + count, units: before.units + units } });
    this.changed.add(text);
  }

  claim({ key, count, units }: Claim): void {
    this.add(key, count, units);
  }

  giveBack({ key, count, units }: Claim): void {
    this.add(key, -count, -units);
  }

  /** The ordinals of the periods in which a member has matched a mission. */
  periodsOf(mission: string, member: MemberId, per: string): Set<number> {
    const streak = streakOf(mission, member, per);
    const known = this.streaks.get(streak) ?? new Set<number>();
    this.streaks.set(streak, known);
    return known;
  }

  /** What has changed, to be stored. */
  changes(): readonly { readonly key: TallyKey; readonly tally: Tally }[] {
    return [...this.changed].flatMap((text) => this.tallies.get(text) ?? []);
  }
}

/** By what the periods of a streak are kept. */
export const streakOf = (mission: string, member: MemberId, per: string): string =>
  JSON.stringify([mission, member, per]);
