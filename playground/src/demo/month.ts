import type { Core } from '@strapi/strapi';

import { chooseVictims, type Victims } from './calm';
import { demoClock } from './clock';
import { DAMAGES } from './damage';
import { inTransaction } from './database';
import type { YearToFill } from './fill';
import { type Incident, INCIDENTS, RUNS_BY_HAND, verifiesChain } from './incidents';
import { DAY, DAYS, HOUR, NIGHTS } from './plan';
import { POINTS, SOURCE } from './programme';
import { reconcile } from './reconcile';
import type { Rewards } from './services';

/** After the night that begins at 02:00 UTC, as the plugin's own schedule has it. */
const NIGHT = 2 * HOUR;
const MORNING = 7 * HOUR;
const LATER = 8 * HOUR;
const AFTERNOON = 12 * HOUR;
/** Before the night. */
const EVENING = -3.5 * HOUR;

/** Something of the month, at its instant. */
interface Step {
  readonly at: number;
  /** @param note writes down that it is done; in the same transaction, where that matters */
  perform(note: () => Promise<void>): Promise<void>;
}

/**
 * The last month of the demo's year: every night a real run of the reconciliation, and what it finds, in the order in
 * which it comes about. A month that was broken off is gone on with at the step where it stood.
 */
export class Month {
  private readonly steps: readonly Step[];
  private readonly victims: Victims;

  private constructor(
    private readonly strapi: Core.Strapi,
    private readonly rewards: Rewards,
    private readonly year: YearToFill,
    private done: number,
  ) {
    this.victims = chooseVictims(year.plan, INCIDENTS);
    this.steps = [...this.nights(), ...INCIDENTS.flatMap((incident) => this.storyOf(incident))].sort(
      (a, b) => a.at - b.at,
    );
  }

  static async of(strapi: Core.Strapi, rewards: Rewards, year: YearToFill): Promise<Month> {
    return new Month(strapi, rewards, year, Number((await storeOf(strapi).get({ key: 'month' })) ?? 0));
  }

  /** When its next step is due; Infinity: it has none left. */
  get nextAt(): number {
    return this.steps.at(this.done)?.at ?? Infinity;
  }

  /** Lets happen what the month has up to an instant, in milliseconds since 1970. */
  async until(instant: number): Promise<void> {
    while (this.done < this.steps.length && this.steps[this.done].at <= instant) {
      const step = this.steps[this.done];
      const value = this.done + 1;
      demoClock.set(step.at);
      await step.perform(() => storeOf(this.strapi).set({ key: 'month', value }));
      this.done = value;
    }
  }

  /** When a night's run begins; 1 is the last one of the year. */
  private night(number: number): number {
    const end = this.year.begin + DAYS * DAY;
    const last = Math.floor((end - NIGHT) / DAY) * DAY + NIGHT;
    return last - (number - 1) * DAY;
  }

  private nights(): Step[] {
    const { strapi, rewards } = this;
    const scheduled = Array.from({ length: NIGHTS }, (_, index): Step => {
      const at = this.night(index + 1);
      const input = { type: 'full', verifyChain: verifiesChain(index + 1) };
      return { at, perform: (note) => reconcile(strapi, rewards, { at, input, note }) };
    });
    const byHand = RUNS_BY_HAND.map(({ night, type, incident, by }): Step => {
      const at = this.night(night) + AFTERNOON;
      const story = INCIDENTS.find(({ name }) => name === incident);
      const input = story ? { type, member: this.membersOf(story)[0] } : { type };
      return { at, perform: (note) => reconcile(strapi, rewards, { at, input, actor: by, note }) };
    });
    return [...scheduled, ...byHand];
  }

  /** From the damage to its end, if it has one. */
  private storyOf(incident: Incident): Step[] {
    const { night, investigated, settled } = incident;
    const steps: Step[] = [{ at: this.night(night) + EVENING, perform: (note) => this.harm(incident, note) }];
    if (investigated) {
      const perform = async (note: () => Promise<void>) => {
        const { by, notes } = investigated;
        for (const id of await this.openOf(incident)) await this.rewards.reconciliation.investigate(id, { notes }, by);
        await note();
      };
      steps.push({ at: this.night(investigated.night) + MORNING, perform });
    }
    if (settled) steps.push({ at: this.night(settled.night) + LATER, perform: (note) => this.settle(incident, note) });
    return steps;
  }

  /** Does the damage once, however often it is begun: it is noted in the same transaction, or found by its key. */
  private async harm(incident: Incident, note: () => Promise<void>): Promise<void> {
    const { currency, harm } = DAMAGES[incident.damage];
    if (harm === null) {
      for (const number of this.victims.get(incident)!) await this.postAgain(number);
      return note();
    }
    await inTransaction(this.strapi, async (database) => {
      for (const member of this.membersOf(incident)) {
        const changed = await harm(database, { member, currency });
        if (changed !== 1) throw new Error(`The demo's damage (${incident.name}) met ${changed} rows instead of one.`);
      }
      await note();
    });
  }

  /** The same event once more, under another key, as when a message is delivered twice with different ids. */
  private async postAgain(number: number): Promise<void> {
    const { plan, people } = this.year;
    const now = demoClock.now() - this.year.begin;
    const [{ key, deed }] = plan
      .filter(({ member, at }) => member === number && at < now)
      .filter((one) => one.deed.do === 'grant' && one.deed.currency === POINTS && one.deed.expiresAt === undefined)
      .slice(-1);
    const { do: type, ...what } = deed;
    const posting = { ...what, type, member: people[number] };
    const [outcome] = await this.rewards.ledger.postMany([
      { ...posting, source: SOURCE, idempotencyKey: `${key}-again` },
    ]);
    if (!outcome.ok) throw new Error(`The demo could not post ${key} again: ${outcome.error.message}`);
  }

  private async settle(incident: Incident, note: () => Promise<void>): Promise<void> {
    const { how, by, notes } = incident.settled!;
    const { ledger, reconciliation } = this.rewards;
    const discrepancies = await this.openOf(incident);
    if (how === 'repair') {
      for (const member of this.membersOf(incident)) await ledger.rebuild({ member });
    } else if (how === 'adjust') {
      for (const discrepancy of discrepancies) {
        const { suggestion } = await reconciliation.getDiscrepancy({ discrepancy });
        const adjustment = { amount: suggestion.amount!, reason: notes, idempotencyKey: `demo-${discrepancy}` };
        await reconciliation.adjust(discrepancy, adjustment, by);
      }
    } else if (discrepancies.length > 0) {
      const { refused } = await reconciliation.resolveMany({ action: how, notes, discrepancies }, by);
      if (refused[0]) throw new Error(`The demo could not settle ${incident.name}: ${refused[0].message}`);
    }
    await note();
  }

  /** What is open of it: nothing when it was settled before a filling was broken off. */
  private async openOf(incident: Incident): Promise<string[]> {
    const { kind } = DAMAGES[incident.damage];
    const open: string[] = [];
    for (const member of this.membersOf(incident)) {
      const { rows } = await this.rewards.reconciliation.listDiscrepancies({ member, kind });
      open.push(...rows.map(({ id }) => id));
    }
    return open;
  }

  private membersOf(incident: Incident): string[] {
    return this.victims.get(incident)!.map((number) => this.year.people[number]);
  }
}

const storeOf = (strapi: Core.Strapi) => strapi.store({ type: 'core', name: 'rewards_demo' });
