import type { Core } from '@strapi/strapi';

import { demoClock } from '../clock';
import { DAY, HOUR, MINUTE } from '../plan';
import { STAFF } from '../programme';
import { createRandom, type Random } from '../random';
import type { AffiliateEvent, Rewards } from '../services';
import { eventOf, registrationOf, rushOf } from './events';
import { setUpNetworks } from './networks';

const SEED = 20_261_128;
/** Days of events up to the end of the year, unless REWARDS_DEMO_AFFILIATE_DAYS says how many: a test has time for a few. */
const STANDARD_DAYS = 90;
const EVENTS_A_DAY = 200;
/** Instants of a day at which events come in. */
const MOMENTS = [1, 4, 6.5, 8, 9.5, 11, 12.5, 14, 16, 17.5, 19, 20.5, 21.5, 23].map((hour) => hour * HOUR);
/** Members who come by a link, some on each of the first days. */
const MEMBERS = 240;
const MEMBERS_A_DAY = 40;
/** Every so many days somebody has some of what failed sent anew, and calls some of it off. */
const DAYS_BETWEEN_ACTS = 3;
const LOOKED_AT = 60;
const OFFICE_OPENS = 8.6 * HOUR;
/** What falls due within it is sent together, as the plugin's worker looks once a second. */
const TOGETHER = 1_000;

interface Step {
  readonly at: number;
  perform(): Promise<void>;
}

interface SeasonOf {
  readonly people: readonly string[];
  /** The end of the year, in milliseconds since 1970. */
  readonly end: number;
}

/**
 * Affiliate events of the demo's last months, recorded and sent in their time: the plugin makes real requests to the demo's networks, by
 * the demo's clock. A season that was broken off is gone through again: what was recorded is found by its external id.
 */
export class Season {
  private readonly steps: readonly Step[];
  private done = 0;
  /** When the next event is due. */
  private nextDue = Infinity;
  /** How far the season is. */
  private reached: number;
  /** Ids of what came in last, oldest first. */
  private latest: string[] = [];

  private constructor(
    private readonly affiliates: Rewards['affiliates'],
    private readonly year: SeasonOf,
    days: number,
  ) {
    this.reached = this.midnight(days);
    const random = createRandom(SEED);
    const steps = Array.from({ length: days }, (_, day) => this.stepsOf(random, day, days)).flat();
    this.steps = steps.filter(({ at }) => at < year.end);
  }

  /** Null where there is no network to send to. */
  static async of(strapi: Core.Strapi, { affiliates }: Rewards, year: SeasonOf): Promise<Season | null> {
    const address = process.env.REWARDS_NETWORK_URL;
    if (!address) return null;
    const season = new Season(affiliates, year, Number(process.env.REWARDS_DEMO_AFFILIATE_DAYS ?? STANDARD_DAYS));
    demoClock.set(season.reached);
    await setUpNetworks(strapi, affiliates, address);
    return season;
  }

  /** Lets happen what the season has up to an instant, in milliseconds since 1970, and sends what falls due. */
  async until(instant: number): Promise<void> {
    if (instant < this.reached + TOGETHER) return;
    // Rows of the ledger have become events since.
    demoClock.start(this.reached + TOGETHER);
    await this.send();
    for (let now = this.reached; ;) {
      const step = this.steps.at(this.done);
      const due = Math.max(this.nextDue, now) + TOGETHER;
      now = Math.min(step?.at ?? Infinity, due);
      if (now > instant) break;
      demoClock.start(now);
      if (now === step?.at) {
        this.done += 1;
        await step.perform();
      }
      await this.send();
    }
    this.reached = instant;
  }

  /** What comes in at the end, and is being sent when the first log-in looks. */
  async rush(): Promise<void> {
    await this.record(rushOf());
  }

  private async send(): Promise<void> {
    const { nextDueAt } = await this.affiliates.sendDue();
    this.nextDue = nextDueAt === null ? Infinity : Date.parse(nextDueAt);
  }

  /** When the day begins that has so many days, itself too, to the last one of the year. */
  private midnight(days: number): number {
    return (Math.floor(this.year.end / DAY) + 1 - days) * DAY;
  }

  private stepsOf(random: Random, day: number, days: number): Step[] {
    const midnight = this.midnight(days - day);
    const busy = 1 + Math.sin((day / 7) * 2 * Math.PI) * 0.25;
    const moments = MOMENTS.map((hour, i): Step => {
      const share = Math.round((EVENTS_A_DAY / MOMENTS.length) * busy);
      const events = Array.from({ length: random.between(share - 6, share + 6) }, (_, n) =>
        eventOf(random, `${day}-${i}-${n}`, days - day),
      );
      const at = midnight + hour + random.between(0, 50 * MINUTE);
      return { at, perform: () => this.record(i === 0 ? [...this.newMembersOf(day), ...events] : events) };
    });
    const acts = day % DAYS_BETWEEN_ACTS === 1 ? [{ at: midnight + OFFICE_OPENS, perform: () => this.act(day) }] : [];
    return [...moments, ...acts].sort((a, b) => a.at - b.at);
  }

  private newMembersOf(day: number): AffiliateEvent[] {
    const first = day * MEMBERS_A_DAY;
    const members = this.year.people.slice(0, MEMBERS).slice(first, first + MEMBERS_A_DAY);
    return members.flatMap((member, i) => [
      registrationOf('northwind', member, first + i),
      ...(i % 3 === 0 ? [registrationOf('clickway', member, first + i)] : []),
    ]);
  }

  private async record(events: readonly AffiliateEvent[]): Promise<void> {
    const outcomes = await this.affiliates.recordMany(events);
    const ids = outcomes.map((outcome) => {
      if (outcome.ok) return outcome.event.id;
      throw new Error(`The demo could not record an affiliate event: ${outcome.error.message}`);
    });
    this.latest = [...this.latest, ...ids].slice(-2 * LOOKED_AT);
  }

  /** Of all that is asked for, only what has failed or waits for another try is sent anew, or called off. */
  private async act(day: number): Promise<void> {
    const actor = STAFF[day % 2];
    const [older, newer] = [this.latest.slice(0, LOOKED_AT), this.latest.slice(LOOKED_AT)];
    await this.affiliates.retry(newer, { actor, reason: 'The network says that it is set up now' });
    await this.affiliates.cancel(older, { actor, reason: 'Agreed with the partner that these do not count' });
  }
}
