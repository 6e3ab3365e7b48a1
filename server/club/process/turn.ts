import type { Knex } from 'knex';
import type { MemberId } from '../../contract';
import { type Clock, type IdSource, negate, present, toIso } from '../../kernel';
import { readJson } from '../../kernel/exact-json';
import type { RulesSource, RulesInForce } from '../../members';
import { capsOf } from '../decide/caps';
import { type DecidedMember, decideMission, fulfilledKeys, type MissionDecision, type Planned } from '../decide/decide';
import type { DecidedEvent } from '../decide/event';
import { factsOfEvent, isOfEvent } from '../decide/facts';
import { evaluate, outlook, type Verdict } from '../../kernel/conditions';
import { PoolDraft } from '../decide/pool-draft';
import { matchedKey } from '../decide/progress';
import { missionOnRecord } from '../decide/record';
import type { TallyKey } from '../decide/tallies';
import { readEvents, readPayloads, type Standing, type StoredEvent } from '../events/event-store';
import type { MissionsSource } from '../missions/missions-source';
import type { MissionVersion } from '../missions/version';
import { actOf, notPosted, payoutOf } from '../payouts/make';
import { type Due, type Paid, payAll, type PayDependencies } from '../payouts/pay';
import { grantOf } from '../payouts/grant';
import { insertPayouts, type Payout } from '../payouts/payout-store';
import { statusOfEvent } from '../payouts/status';
import { PoolAccount } from '../pools/pool-account';
import { lockPools, writePools } from '../pools/pool-store';
import { type FactDependencies, readFacts } from './member-facts';
import { lockShard, readDue, type StoredDecision, writeDecided } from './queue-store';
import { type LoadedTallies, loadTallies, type StreakKey } from './tally-store';

export interface TurnDependencies extends PayDependencies {
  readonly ledger: PayDependencies['ledger'] & FactDependencies['ledger'];
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly rules: Pick<RulesSource, 'lock'>;
  readonly missions: MissionsSource;
  /** Runs work in a transaction of its own, which is tried again after a conflict. */
  transact<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

export interface TurnOptions {
  /** Events. */
  readonly most: number;
  /** Whether a shard is left to whoever is at it, instead of waiting for them. */
  readonly skip: boolean;
}

/**
 * E5, E6. Decides the events of a shard that are due, and pays: all in one transaction, so that a decision and what follows from it
 * are there together or not at all.
 *
 * @returns whether more may be due
 */
export function takeTurn(deps: TurnDependencies, shard: number, { most, skip }: TurnOptions): Promise<boolean> {
  return deps.transact(async (trx) => {
    if (!(await lockShard(trx, shard, skip))) return false;
    const due = await readDue(trx, shard, deps.clock.now(), most);
    if (due.length === 0) return false;
    const turn = new ShardTurn(deps, trx, await deps.rules.lock(trx));
    await turn.decideAll(due);
    return due.length === most;
  });
}

/** An event that waits for its decision, with what it is decided by. */
interface Waiting {
  readonly standing: Standing;
  readonly event: DecidedEvent;
  readonly versions: readonly MissionVersion[];
  /** What came of conditions, by the versions' rows, where the event alone says it. */
  readonly verdicts: Map<number, Verdict>;
}

/** An event that was decided, with its payouts as they are before they are paid. */
interface Decided {
  readonly waiting: Waiting;
  readonly decisions: readonly MissionDecision[];
  readonly member: DecidedMember;
}

class ShardTurn {
  private readonly pools = new Map<string, { readonly draft: PoolDraft; readonly account: PoolAccount }>();
  private readonly standings: Standing[] = [];
  private readonly stored: StoredDecision[] = [];
  private readonly payouts: Payout[] = [];
  private loaded: LoadedTallies | undefined;

  constructor(
    private readonly deps: TurnDependencies,
    private readonly trx: Knex.Transaction,
    private readonly inForce: RulesInForce,
  ) {}

  private get tallies() {
    return present(this.loaded, 'the tallies').tallies;
  }

  async decideAll(due: readonly Standing[]): Promise<void> {
    const { deps, trx } = this;
    const waiting = await this.read(due);
    const open = waiting.map((one) => ({ one, versions: openVersionsOf(one) }));
    const keys = open.flatMap(({ one, versions }) => tallyKeysOf(one, versions));
    const streaks = open.flatMap(({ one, versions }) => streakKeysOf(one, versions));
    this.loaded = await loadTallies(trx, keys, streaks);
    await this.openPools(open.flatMap(({ versions }) => versions.flatMap(({ says }) => says.pool ?? [])));
    // A payout changes what the member's next events are decided by: where these look at that, they wait for the round after it.
    for (let left = waiting; left.length > 0;) left = await this.round(left);
    const [now, own] = [deps.clock.now(), this.payouts];
    await insertPayouts(
      trx,
      own,
      own.map((payout) => actOf(payout, { newId: deps.newId, now })),
    );
    await present(this.loaded, 'the tallies').save();
    const accounts = [...this.pools.values()].map(({ account }) => account);
    const moved = accounts.filter(({ isChanged }) => isChanged);
    await writePools(
      trx,
      moved.map(({ pool }) => pool),
      moved.flatMap(({ rows }) => rows),
    );
    await writeDecided(trx, this.standings, this.stored);
  }

  private async read(due: readonly Standing[]): Promise<readonly Waiting[]> {
    const ids = due.map(({ id }) => id);
    const events = await readEvents(this.trx, ids);
    const payloads = await readPayloads(this.trx, ids);
    const inForce = await this.deps.missions.inForce(this.trx);
    return due.map((standing) => {
      const stored = present(events.get(standing.id), 'an event that waits');
      const event = toDecided(stored, payloads.get(standing.id));
      return { standing, event, versions: inForce.at(event.type, event.occurredAt), verdicts: new Map() };
    });
  }

  private async openPools(codes: readonly string[]): Promise<void> {
    for (const [code, pool] of await lockPools(this.trx, [...new Set(codes)])) {
      this.pools.set(code, {
        draft: new PoolDraft(pool.id, pool.code, pool.currency, pool.available, pool.waiting),
        account: new PoolAccount(pool, this.deps.newId),
      });
    }
  }

  /** Decides each member's events up to the first one that pays, and pays. @returns those that are left */
  private async round(waiting: readonly Waiting[]): Promise<readonly Waiting[]> {
    const members = [...new Set(waiting.map(({ event }) => event.member))];
    const known = await readFacts(this.deps, this.trx, this.inForce.rules, members);
    const paying = new Set<MemberId>();
    const waitsFor = new Set<MemberId>();
    const left: Waiting[] = [];
    const decided: Decided[] = [];
    for (const one of waiting) {
      const member = known.get(one.event.member);
      if (!member) this.hold(one);
      else if (waitsFor.has(one.event.member) || (paying.has(one.event.member) && looksAtMember(one))) {
        // And whatever is behind it, so that they stay in order.
        waitsFor.add(one.event.member);
        left.push(one);
      } else {
        const decisions = this.decide(one, member);
        decided.push({ waiting: one, decisions, member });
        if (decisions.some(({ planned }) => planned.some(({ status }) => status === 'paid')))
          paying.add(one.event.member);
      }
    }
    await this.settle(decided);
    return left;
  }

  private decide({ event, versions, verdicts }: Waiting, member: DecidedMember): readonly MissionDecision[] {
    const terms = {
      tallies: this.tallies,
      pool: (code: string) => this.pools.get(code)?.draft,
      scaleOf: (currency: string) => this.scaleOf(currency),
      verdict: ({ id }: MissionVersion) => verdicts.get(id),
    };
    return versions.map((version) => decideMission(version, event, member, terms));
  }

  private scaleOf(currency: string): number {
    return present(this.inForce.rulebook.currency(currency), `the currency ${currency} of a mission`).scale;
  }

  /** E4. Whoever it was about was deleted. */
  private hold({ standing }: Waiting): void {
    this.standings.push({ ...standing, status: 'held', reason: 'MEMBER_UNKNOWN', member: null, dueAt: null });
  }

  private async settle(decided: readonly Decided[]): Promise<void> {
    const { clock, newId } = this.deps;
    const now = clock.now();
    const made = decided.flatMap(({ waiting: { event }, decisions }) =>
      decisions.flatMap(({ planned }) =>
        planned.map((plan) => ({ event, plan, payout: payoutOf(event, plan, { newId, now }) })),
      ),
    );
    const due = made.filter(({ plan }) => plan.status === 'paid');
    const paid = await payAll(
      this.deps,
      due.map(({ event, plan, payout }) => dueOf(event, plan, payout)),
    );
    const outcomes = new Map(due.map(({ payout }, i) => [payout.id, present(paid[i], 'the outcome of a payout')]));
    const settled = made.map(({ plan, payout }) => this.settleOne(plan, payout, outcomes.get(payout.id)));
    this.payouts.push(...settled);
    const ofEvent = new Map<string, Payout[]>(decided.map(({ waiting }) => [waiting.event.id, []]));
    for (const payout of settled) ofEvent.get(payout.event)?.push(payout);
    for (const { waiting, decisions, member } of decided) {
      const own = ofEvent.get(waiting.event.id) ?? [];
      const missions = decisions.map(({ told }, i) => {
        const version = present(waiting.versions[i], 'the version of a decision');
        return missionOnRecord(version.id, told);
      });
      const says = { decidedAt: toIso(now), member: member.facts, missions };
      this.stored.push({ id: waiting.event.id, says });
      this.standings.push({
        ...waiting.standing,
        status: statusOfEvent(own),
        dueAt: null,
        error: null,
        decidedAt: now,
      });
    }
  }

  private settleOne(plan: Planned, payout: Payout, outcome: Paid | undefined): Payout {
    const pool = plan.pool && present(this.pools.get(plan.pool.code), 'a pool').account;
    if (plan.status === 'pending') pool?.wait(1);
    if (!outcome) return payout;
    if (!outcome.ok) {
      for (const claim of plan.claims) this.tallies.giveBack(claim);
      plan.pool?.giveBack(present(plan.amount, 'the amount of a payout'));
      return { ...notPosted(payout, outcome), claims: [] };
    }
    pool?.move('pay', negate(present(plan.amount, 'the amount of a payout')), { payout: payout.id }, payout.createdAt);
    return { ...payout, entry: outcome.entry };
  }
}

const toDecided = ({ event, standing }: StoredEvent, payload: string | undefined): DecidedEvent => ({
  ...{ id: event.id, source: event.source, externalId: event.externalId, type: event.type },
  member: present(standing.member, 'whom an event is about'),
  ...{ occurredAt: event.occurredAt, receivedAt: event.receivedAt },
  payload: payload === undefined ? undefined : readJson(payload),
});

function dueOf(event: DecidedEvent, plan: Planned, payout: Payout): Due {
  const { mission, number } = plan.version;
  if (plan.badge !== null) return { kind: 'badge', member: event.member, badge: plan.badge, by: mission.name };
  return {
    kind: 'grant',
    posting: grantOf({
      ...{ member: event.member, event: event.id, occurredAt: event.occurredAt, payout: payout.id },
      ...{ currency: present(plan.currency, 'a currency'), scale: plan.scale },
      ...{ amount: present(plan.amount, 'an amount'), externalId: payout.externalId },
      ...{ mission, version: number },
    }),
  };
}

const looksAtMember = ({ versions }: Waiting): boolean => versions.some((version) => version.looksAtMember);

/**
 * Finds out of an event's conditions what can be told whoever it is about, and keeps it.
 *
 * @returns the missions that the event may be for: those of which it says itself that it is not need no tallies
 */
function openVersionsOf({ event, versions, verdicts }: Waiting): readonly MissionVersion[] {
  return versions.filter(({ id, asksEventAlone, says: { conditions, timeZone } }) => {
    if (conditions === null) return true;
    const facts = factsOfEvent(event, timeZone);
    if (!asksEventAlone) return outlook(conditions, facts, isOfEvent) !== 'fails';
    const verdict = evaluate(conditions, facts);
    verdicts.set(id, verdict);
    return verdict.held;
  });
}

/** Every tally that deciding an event may look at. */
const tallyKeysOf = ({ event }: Waiting, versions: readonly MissionVersion[]): readonly TallyKey[] =>
  versions.flatMap((version) => [
    ...new Set(fulfilledKeys(version, event)),
    ...[matchedKey(version, event)].filter((key) => key !== null),
    ...capsOf(version, event).map(({ key }) => key),
  ]);

const streakKeysOf = ({ event }: Waiting, versions: readonly MissionVersion[]): readonly StreakKey[] =>
  versions.flatMap(({ mission, says: { goal } }) =>
    goal?.kind === 'streak' ? [{ mission: mission.id, member: event.member, per: goal.per }] : [],
  );
