/** Plays a sequence on the real club and on the model, and compares what became of it. */
import Decimal from 'decimal.js';

import type { ClubEventInput, MissionCap, MissionDefinition, MissionReward } from '../../../server/contract';
import type { OpenClub } from '../../db/club/open-club';
import { type ClubCommand, type EventShape, MISSIONS, type MissionShape, PEOPLE, POOLS, STRANGERS } from './commands';
import { ClubModel, type Condition, type World } from './model';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Stage = World & { readonly badge: string };

export class Play {
  private readonly model: ClubModel;
  private readonly inputs: ClubEventInput[] = [];
  private readonly ids = new Map<string, string>();
  private readonly ended = new Set<string>();
  private readonly run: string;

  constructor(
    private readonly open: OpenClub,
    private readonly stage: Stage,
    private readonly shapes: readonly MissionShape[],
    /** What has been met, of events and payouts. */
    private readonly met: Map<string, number>,
  ) {
    this.model = new ClubModel(stage);
    this.run = open.key();
  }

  private readonly mission = (i: number) => `${this.run}-m${i}`;
  private readonly pool = (i: number) => `${this.run}-p${i}`;
  private readonly person = (i: number) => `${this.run}-person-${i}`;

  async begin(): Promise<void> {
    const { open, model } = this;
    for (let i = 0; i < PEOPLE + STRANGERS; i += 1) {
      const isKnown = i < PEOPLE;
      if (isKnown) await open.members.ensure({ externalId: this.person(i) });
      model.people.push({ isKnown, lifetime: new Map(), badges: new Set() });
    }
    for (let i = 0; i < POOLS; i += 1) {
      await open.club.createPool({ code: this.pool(i), name: 'Pool', currency: this.stage.points });
      model.pools.set(this.pool(i), { funded: new Decimal(0), paid: new Decimal(0), waiting: [] });
    }
    for (let i = 0; i < MISSIONS; i += 1) {
      const [code, definition] = [this.mission(i), this.definition(this.shapes[i]!, this.shapes[i]!.amount)];
      await open.club.saveMission({ code, name: code, definition });
      // As of then it decides late events too.
      const from = open.clock.now() - 90 * DAY;
      await open.club.changeMission({ code, act: 'activate', at: new Date(from) });
      model.act(code, { from, isActive: true, version: 1, definition });
    }
  }

  private definition(shape: MissionShape, amount: number): MissionDefinition {
    const { points, coins, badge } = this.stage;
    const { useMultiplier } = shape;
    const rewards = shape.rewards.map((kind): MissionReward => {
      const currency = kind.startsWith('coin') ? coins : points;
      if (kind === 'badge') return { kind, badge };
      if (kind.endsWith('share')) return { kind: 'share', currency, path: 'amount', rate: '0.15', useMultiplier };
      return { kind: 'amount', currency, amount: String(amount) };
    });
    const paying = rewards.find((one) => one.kind !== 'badge');
    const caps = shape.caps.map(({ scope, per, count, limit, trim }): MissionCap => {
      const hasAmount = paying !== undefined && count === null;
      return {
        ...{ scope, per, trim: trim && hasAmount },
        ...(scope === 'identifier' ? { path: 'device' } : {}),
        ...(hasAmount ? { amount: { currency: paying.currency, limit: String(limit) } } : { count: count ?? 3 }),
      };
    });
    const hasPool = shape.pool !== null && rewards.some((one) => one.kind !== 'badge' && one.currency === points);
    const condition = this.condition(shape.condition);
    return {
      ...{ trigger: `${this.run}-t${shape.trigger}`, rewards, caps, timeZone: shape.zone, ...shape.fulfilling },
      ...(condition ? { conditions: condition } : {}),
      ...(hasPool ? { pool: this.pool(shape.pool!) } : {}),
      ...(shape.isShort ? { validUntil: '2026-02-10T00:00:00.000Z' } : {}),
    };
  }

  private condition(name: string): Condition | null {
    const amount = { fact: 'payload.amount', op: 'gte', value: '9.995' } as const;
    const lifetime = { fact: `member.lifetime.${this.stage.points}`, op: 'lt', value: '50' } as const;
    const hour = { fact: 'hour', op: 'gte', value: '12' } as const;
    const badge = { fact: 'member.badges', op: 'contains', value: this.stage.badge } as const;
    const either = { any: [amount, { all: [hour, lifetime] }] };
    return { amount, lifetime, hour, badge, either, neither: { none: [amount, badge] } }[name] ?? null;
  }

  private meet(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }

  async step(command: ClubCommand): Promise<void> {
    const { open, model } = this;
    // No two things happen at the same instant, so that there is no doubt which version is in force.
    open.clock.advance(1_000);
    switch (command.kind) {
      case 'record':
        await this.record(command.who, command.events);
        break;
      case 'again':
        await this.again(command.nth, command.isOther);
        break;
      case 'save':
        await this.save(command.mission, command.amount);
        break;
      case 'change':
        await this.change(command.mission, command.act);
        break;
      case 'move':
        await this.move(command.pool, command.amount);
        break;
      case 'wait':
        open.clock.advance(command.hours * HOUR);
        break;
      case 'appear':
        await open.members.ensure({ externalId: this.person(PEOPLE) });
        await open.club.decideDue();
        model.appear(PEOPLE);
    }
  }

  private async record(who: number, events: readonly EventShape[]): Promise<void> {
    const now = this.open.clock.now();
    const inputs = events.map(({ trigger, late, device, ...payload }, i): ClubEventInput => ({
      ...{ source: 'shop', externalId: `${this.run}-${this.inputs.length + i}`, type: `${this.run}-t${trigger}` },
      ...{ memberExternalId: this.person(who), occurredAt: new Date(now - late * HOUR) },
      payload: { ...payload, ...(device === null ? {} : { device }) },
    }));
    const outcomes = await this.open.club.recordMany(inputs);
    await this.open.club.decideDue();
    for (const [i, outcome] of outcomes.entries()) {
      const input = inputs[i]!;
      expect(outcome).toMatchObject({ ok: true, replayed: false });
      if (outcome.ok) this.ids.set(input.externalId, outcome.event.id);
      this.inputs.push(input);
      this.model.record({
        ...{ externalId: input.externalId, type: input.type, who, receivedAt: now },
        ...{ occurredAt: (input.occurredAt as Date).getTime(), payload: input.payload as Record<string, string> },
      });
    }
  }

  /** E1. */
  private async again(nth: number, isOther: boolean): Promise<void> {
    const input = this.inputs[nth % Math.max(1, this.inputs.length)];
    if (!input) return;
    const again = this.open.club.record(isOther ? { ...input, type: 'other' } : input);
    if (isOther)
      await expect(again).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT', details: { field: 'type' } });
    else expect(await again).toMatchObject({ replayed: true, event: { id: this.ids.get(input.externalId) } });
  }

  private async save(at: number, amount: number): Promise<void> {
    const [code, definition] = [this.mission(at), this.definition(this.shapes[at]!, amount)];
    const saved = this.open.club.saveMission({ code, name: `${code} ${this.open.key()}`, definition });
    if (this.ended.has(code)) return expect(saved).rejects.toMatchObject({ code: 'MISSION_ENDED' });
    const last = this.model.missions.get(code)!.at(-1)!;
    const { version } = await saved;
    expect(version).toBe(last.version + 1);
    this.model.act(code, { ...last, from: this.open.clock.now(), version: last.version + 1, definition });
  }

  private async change(at: number, act: 'activate' | 'pause' | 'end'): Promise<void> {
    const code = this.mission(at);
    const changed = this.open.club.changeMission({ code, act });
    if (this.ended.has(code)) return expect(changed).rejects.toMatchObject({ code: 'MISSION_ENDED' });
    await changed;
    if (act === 'end') this.ended.add(code);
    const last = this.model.missions.get(code)!.at(-1)!;
    this.model.act(code, { ...last, from: this.open.clock.now(), isActive: act === 'activate' });
  }

  private async move(at: number, amount: number): Promise<void> {
    const { club } = this.open;
    const move = {
      ...{ pool: this.pool(at), amount: String(Math.abs(amount)), reason: 'Test', idempotencyKey: this.open.key() },
    };
    const moved = amount > 0 ? club.fundPool(move) : club.withdrawFromPool(move);
    if (!this.model.move(move.pool, new Decimal(amount))) {
      return expect(moved).rejects.toMatchObject({ code: 'POOL_TOO_LOW' });
    }
    await moved;
    await club.decideDue();
  }

  async compare(): Promise<void> {
    await this.compareEvents();
    await this.comparePools();
    await this.comparePeople();
    for (const { mission, cap, unit, used } of this.model.capsUsed()) {
      const { amount, count } = this.model.missions.get(mission)![0]!.definition.caps![cap]!;
      expect(used.lte(unit === 'count' ? count! : amount!.limit)).toBe(true);
    }
  }

  private async compareEvents(): Promise<void> {
    const real: unknown[] = [];
    const model: unknown[] = [];
    for (const event of this.model.events.values()) {
      const { externalId, status, reason, payouts } = await this.open.detail(this.ids.get(event.externalId)!);
      const gists = payouts.map((one) => ({
        ...{ externalId: one.externalId, mission: one.mission.code, version: one.version, reward: one.reward },
        ...{ status: one.status, reason: one.reason, amount: one.status === 'failed' ? null : one.amount },
      }));
      const byId = (one: { externalId: string }, other: { externalId: string }) =>
        one.externalId < other.externalId ? -1 : 1;
      real.push({ externalId, status, reason, payouts: gists.toSorted(byId) });
      const own = event.payouts.map(({ amount, currency, who: _, ...one }) => ({
        ...{ ...one, amount: amount?.toFixed(currency === this.stage.points ? 2 : 0) ?? null },
      }));
      model.push({
        ...{ externalId, status: event.status, reason: event.reason, payouts: own.toSorted(byId) },
      });
    }
    expect(real).toEqual(model);
    for (const { status, reason, payouts } of this.model.events.values()) {
      this.meet(`event ${status} ${reason ?? ''}`.trim());
      for (const one of payouts) this.meet(`payout ${one.status} ${one.reason ?? ''}`.trim());
    }
  }

  /** E14. */
  private async comparePools(): Promise<void> {
    const pools = await this.open.club.pools();
    for (const [code, { funded, paid, waiting }] of this.model.pools) {
      const pool = pools.find((one) => one.code === code)!;
      const amount = waiting.reduce((sum, one) => sum.add(one.amount!), new Decimal(0));
      expect(pool).toMatchObject({
        ...{ funded: funded.toFixed(2), paid: paid.toFixed(2), available: funded.sub(paid).toFixed(2) },
        ...{ waiting: waiting.length, waitingAmount: amount.toFixed(2) },
      });
      const rows = await this.open
        .knex('rewards_pool_rows')
        .where({ pool: pool.id })
        .select<{ amount: unknown }[]>('amount');
      const sum = rows.reduce((total, row) => total.add(String(row.amount)), new Decimal(0));
      expect(sum.div(100).toFixed(2)).toBe(pool.available);
      expect(sum.gte(0)).toBe(true);
    }
  }

  /** E16: the rows of the ledger are the payouts that are paid, one each. */
  private async comparePeople(): Promise<void> {
    const payouts = [...this.model.events.values()].flatMap((event) => event.payouts);
    for (const [i, { isKnown, lifetime, badges }] of this.model.people.entries()) {
      if (!isKnown) continue;
      const { documentId: member } = await this.open.members.ensure({ externalId: this.person(i) });
      for (const [currency, scale] of [
        [this.stage.points, 2],
        [this.stage.coins, 0],
      ] as const) {
        const { balance } = await this.open.ledger.balance({ member, currency });
        expect(balance).toBe((lifetime.get(currency) ?? new Decimal(0)).toFixed(scale));
      }
      expect((await this.open.members.badges(member)).map(({ code }) => code)).toEqual([...badges]);
      const rows = await this.open
        .knex('rewards_ledger_entries')
        .where({ member, source: 'club' })
        .select<{ idempotency_key: string }[]>('idempotency_key');
      const paid = payouts.filter((one) => one.who === i && one.status === 'paid' && one.currency !== null);
      expect(rows.map((row) => row.idempotency_key).toSorted()).toEqual(paid.map((one) => one.externalId).toSorted());
    }
  }

  /** So that only so many missions are active at a time. */
  async end(): Promise<void> {
    for (let i = 0; i < MISSIONS; i += 1) {
      await this.open.club.changeMission({ code: this.mission(i), act: 'end' }).catch(() => undefined);
    }
  }
}
