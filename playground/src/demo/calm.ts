import { DAMAGES } from './damage';
import type { Incident } from './incidents';
import { DAY, DAYS, type Happening } from './plan';

/** What fell due is settled by the sweep of the next night. */
const SWEPT_AFTER = 2;

/** The member numbers to which an incident happens. */
export type Victims = ReadonlyMap<Incident, readonly number[]>;

/**
 * Chooses whom the incidents happen to: members on whose accounts nothing is posted while they are damaged, because a
 * posting starts from the balance that it finds, and its row would carry the damage into the ledger. Each member is met
 * once. It follows from the plan alone, so that a filling that was broken off chooses the same ones.
 */
export function chooseVictims(plan: readonly Happening[], incidents: readonly Incident[]): Victims {
  const taken = new Set<number>();
  const chosen = new Map<Incident, readonly number[]>();
  // The longest first: few members are calm for so long.
  const longestFirst = incidents
    .map((incident) => ({ incident, span: spanOf(incident) }))
    .sort((a, b) => b.span.to - b.span.from - (a.span.to - a.span.from));
  for (const { incident, span } of longestFirst) {
    const { damage, howMany, name } = incident;
    const { from, to } = span;
    const calm = calmMembers(plan, from, to, DAMAGES[damage].currency).filter((member) => !taken.has(member));
    const members = calm.slice(0, howMany);
    if (members.length < howMany) throw new Error(`The demo finds nobody to whom this could happen: ${name}.`);
    for (const member of members) taken.add(member);
    chosen.set(incident, members);
  }
  return chosen;
}

/** While an incident lasts, with what room the hour of the night needs. */
function spanOf({ night, settled, damage }: Incident): { readonly from: number; readonly to: number } {
  const from = (DAYS - night - 1 - SWEPT_AFTER) * DAY;
  // A row that is there twice changes which lots are spent by all that comes after it.
  const isForGood = settled === undefined || damage === 'twice';
  return { from, to: isForGood ? DAYS * DAY : (DAYS - settled.night + 2) * DAY };
}

/** Those who have something of a currency, and for whom nothing happens or falls due for a while. */
function calmMembers(plan: readonly Happening[], from: number, to: number, currency: string): number[] {
  const busy = new Set<number>();
  const owners = new Set<number>();
  for (const happening of plan) {
    const { member, at, deed } = happening;
    if (instantsOf(happening).some((instant) => instant >= from && instant <= to)) busy.add(member);
    if (at < from && deed.do === 'grant' && deed.currency === currency) owners.add(member);
  }
  return [...owners].filter((member) => !busy.has(member)).sort((a, b) => a - b);
}

function instantsOf({ at, deed }: Happening): number[] {
  if (deed.do === 'hold') return [at, at + deed.timeoutMs];
  return 'expiresAt' in deed && deed.expiresAt !== undefined ? [at, deed.expiresAt] : [at];
}
