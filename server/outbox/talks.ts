import type { Knex } from 'knex';
import type { MemberId } from '../contract';
import { atMost, type Clock, type Milliseconds, toIso } from '../kernel';
import { deleteTold, noteFailure, type Waiting } from './outbox-store';
import { nextAttempt, saidBy } from './retries';
import { type Telling, tellInOrder, type Told } from './tell';

/** Members who are told at a time. */
const MEMBERS_AT_ONCE = 8;
/** How long is waited for a member before others go on without them. */
const PATIENCE: Milliseconds = 1_000;

export interface TalksDependencies extends Telling {
  readonly db: Knex;
  readonly clock: Clock;
  readonly log: { warn(message: string): void; error(message: string): void };
  /** Called with what kept from writing down what came of telling a member, who is then told again. */
  readonly onProblem: (error: unknown) => void;
  /** Called when a member who was not waited for is through. */
  readonly onLateEnd: () => void;
}

/** What members are being told, each of them in order and several at a time. */
export interface Talks {
  /** Members whose rows are in use: being told, or told and not forgotten yet. */
  inUse(): MemberId[];
  /** Tells a batch; resolves when those who are quick have heard theirs. The others go on by themselves. */
  tell(batch: readonly Waiting[]): Promise<void>;
  /** Resolves when nobody is being told anything. */
  ended(): Promise<void>;
}

interface Heard {
  readonly member: MemberId;
  readonly rows: readonly number[];
}

/** @see Talks */
export function createTalks(deps: TalksDependencies): Talks {
  const { db, clock, log } = deps;
  const inUse = new Set<MemberId>();
  const talks = new Set<Promise<void>>();

  async function noteFailed({ failed }: Told): Promise<void> {
    if (!failed) return;
    const { notice, error } = failed;
    const attempts = notice.attempts + 1;
    const lastError = saidBy(error);
    const nextAttemptAt = nextAttempt(attempts, clock.now());
    await noteFailure(db, notice.row, { attempts, nextAttemptAt, lastError });
    const what = `Rewards: ${notice.event} ${notice.payload.id} of member ${notice.member} met a listener that failed`;
    if (nextAttemptAt === null) log.error(`${what} ${attempts} times, and is kept as failed: ${lastError}`);
    else log.warn(`${what}; it is told again from ${toIso(nextAttemptAt)} on: ${lastError}`);
  }

  /** Told in between and killed before this, a member is told again. */
  async function forget(heard: readonly Heard[]): Promise<void> {
    try {
      await deleteTold(
        db,
        heard.flatMap(({ rows }) => rows),
      );
    } finally {
      for (const { member } of heard) inUse.delete(member);
    }
  }

  async function talkTo(member: MemberId, notices: readonly Waiting[], end: (heard: Heard) => unknown): Promise<void> {
    const told = await tellInOrder(deps, notices);
    try {
      await noteFailed(told);
      await end({ member, rows: told.rows });
    } catch (error) {
      inUse.delete(member);
      deps.onProblem(error);
    }
  }

  return {
    inUse: () => [...inUse],

    async tell(batch) {
      const queue = [...byMember(batch)];
      const heard: Heard[] = [];
      let isOver = false;
      let next = 0;
      const end = async (one: Heard): Promise<void> => {
        if (!isOver) return void heard.push(one);
        await forget([one]);
        deps.onLateEnd();
      };
      const talk = async (): Promise<void> => {
        for (let one = queue[next++]; one && !isOver && deps.mayGoOn(); one = queue[next++]) {
          inUse.add(one[0]);
          await talkTo(...one, end);
        }
      };
      // Those who are stuck since an earlier batch count; one more goes on whatever happens, until they are given up.
      const free = Math.max(1, MEMBERS_AT_ONCE - talks.size);
      const mine = Array.from({ length: free }, talk);
      let talking = free;
      for (const one of mine) {
        talks.add(one);
        void one.then(() => {
          talks.delete(one);
          talking -= 1;
        });
      }
      do await atMost(PATIENCE, Promise.all(mine));
      while (talking > 0 && next < queue.length && deps.mayGoOn());
      isOver = true;
      await forget(heard);
    },

    async ended() {
      await Promise.all(talks);
    },
  };
}

function byMember(batch: readonly Waiting[]): Map<MemberId, Waiting[]> {
  const members = new Map<MemberId, Waiting[]>();
  for (const notice of batch) {
    const own = members.get(notice.member);
    if (own) own.push(notice);
    else members.set(notice.member, [notice]);
  }
  return members;
}
