/** L29: a process that posts is killed at random instants, over and over, on accounts whose history grows. */
import { RewardsError } from '../../server/kernel';
import type { PostingInput } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { type Child, ChildPool } from './child-pool';
import type { Step } from './job';
import { anyPosting, createRandom, type Random } from './plan';
import { CURRENCIES, expectSound, openStage, postTo, primaryRows, type Stage } from './stage';

const SEED = Number(process.env.REWARDS_CRASH_SEED ?? 7);
const KILLS = 50;
const STEPS = 600;
const IN_FLIGHT = 4;
/** The longest that a child lives after its first posting, in milliseconds. */
const LONGEST_LIFE = 120;

/** Steps that build on each other: what one has reserved, later ones capture, release or reverse. */
function stepsOf(stage: Stage, random: Random, members: readonly string[]): Step[] {
  const holds: string[] = [];
  const reversible: string[] = [];
  const currencies = CURRENCIES.map(({ code }) => code);
  const inputs: PostingInput[] = [];
  for (let i = 0; i < STEPS; i += 1) {
    // Far enough back that it has had its answer, which the child puts in the place of the number.
    const material = { holds: holds.slice(0, -3), reversible: reversible.slice(0, -5) };
    const input = anyPosting(random, stage.key(), { members, currencies, now: stage.clock.now(), ...material });
    inputs.push(input);
    if (input.type === 'reserve') holds.push(`#${i}`);
    if (input.type === 'grant' || input.type === 'deduct') reversible.push(`#${i}`);
  }
  return inputs.map((input, i): Step => {
    if (i % 25 === 24) return { do: 'postMany', inputs: inputs.slice(i - 4, i + 1), allOrNothing: i % 50 === 24 };
    return i % 60 === 59 ? { do: 'expireDue' } : { do: 'post', input };
  });
}

/** What the child was told of, and what it had sent without an answer when it died. */
function detailOf({ lines }: Child) {
  const posted = new Map<string, string>();
  const unanswered = new Map<number, readonly PostingInput[]>();
  const keys = new Set<string>();
  for (const line of lines) {
    if (line.line === 'begin') {
      unanswered.set(line.step, line.inputs);
      for (const { idempotencyKey } of line.inputs) keys.add(idempotencyKey);
    }
    if (line.line === 'end') {
      unanswered.delete(line.step);
      for (const { key, outcome } of line.told) if (outcome.ok) posted.set(key, outcome.entryId);
    }
  }
  return { posted, unanswered: [...unanswered.values()].flat(), keys: [...keys] };
}

/** Sends what a killed process may or may not have posted once more: the row's id, or null when it is refused. */
async function sendAgain(stage: Stage, input: PostingInput): Promise<string | null> {
  try {
    return (await postTo(stage.ledger, input)).entry.id;
  } catch (error) {
    if ((error as Error).name !== RewardsError.name) throw error;
    return null;
  }
}

describeOnEveryEngine('a posting process that is killed', (engine) => {
  let stage: Stage;
  let pool: ChildPool;

  beforeAll(async () => {
    stage = await openStage(engine);
    pool = await ChildPool.open(engine);
  });
  afterAll(async () => {
    await pool.close();
    await stage.close();
  });

  it(`${KILLS} times leaves all of a posting or none, and a second try completes it once`, async () => {
    const random = createRandom(SEED);
    const members = await Promise.all(Array.from({ length: 3 }, () => stage.member()));
    let cutOff = 0;
    for (let i = 0; i < KILLS; i += 1) {
      const steps = stepsOf(stage, random, members);
      const child = pool.start({ ...stage.setting(), task: 'steps', steps, inFlight: IN_FLIGHT });
      await child.seen('end');
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_LIFE));
      child.kill();
      expect((await child.gone).errors).toBe('');

      const { posted, unanswered, keys } = detailOf(child);
      for (const input of unanswered) {
        const id = await sendAgain(stage, input);
        if (id !== null) posted.set(input.idempotencyKey, id);
      }
      cutOff += unanswered.length;
      for (const [key, rows] of await primaryRows(stage, keys)) {
        const ids = posted.has(key) ? [posted.get(key)] : [];
        expect({ key, ids: rows.map(({ id }) => id) }).toEqual({ key, ids });
      }
      await expectSound(stage, members);
      stage.clock.advance(1_000);
    }
    // Most were killed in the middle of something.
    expect(cutOff).toBeGreaterThan(KILLS);
  }, 300_000);
});
