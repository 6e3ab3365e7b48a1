/** Every operation of the ledger, each in the situation in which it writes most, on members of its own. */
import type { PostingInput } from '../../server/contract';
import { dealt } from '../support/engines';
import type { Step } from './job';
import { postTo, type Stage } from './stage';

const DAY = 24 * 60 * 60 * 1000;

/** The step that is to be cut off, on members that have been made ready for it. */
export interface Scene {
  readonly step: Step;
  readonly members: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** Makes new members, gives them a past and lets time go by. */
  prepare(stage: Stage): Promise<Scene>;
}

type Draft<T = PostingInput> = T extends PostingInput ? Omit<T, 'idempotencyKey' | 'member' | 'currency'> : never;

/** A member's past, written down briefly: each call posts on the member's account and answers the row's id. */
class Past {
  private constructor(
    readonly stage: Stage,
    readonly member: string,
  ) {}

  static async of(stage: Stage): Promise<Past> {
    return new Past(stage, await stage.member());
  }

  input(draft: Draft, currency = 'points'): PostingInput {
    const account =
      'amount' in draft && !('holdId' in draft || 'entryId' in draft) ? { member: this.member, currency } : {};
    return { ...draft, ...account, idempotencyKey: this.stage.key() } as PostingInput;
  }

  async post(draft: Draft, currency?: string): Promise<string> {
    return (await postTo(this.stage.ledger, this.input(draft, currency))).entry.id;
  }

  grant(amount: string, lasting?: number): Promise<string> {
    const expiry = lasting === undefined ? {} : { expiresAt: this.stage.clock.iso(lasting) };
    return this.post({ type: 'grant', amount, ...expiry });
  }

  scene(draft: Draft, currency?: string): Scene {
    return { step: { do: 'post', input: this.input(draft, currency) }, members: [this.member] };
  }
}

const scenario = (name: string, act: (past: Past, stage: Stage) => Promise<Scene>): Scenario => ({
  name,
  prepare: async (stage) => act(await Past.of(stage), stage),
});

const SCENARIOS: readonly Scenario[] = [
  scenario('a first grant, which opens the account', (past) =>
    Promise.resolve(past.scene({ type: 'grant', amount: '10' })),
  ),
  scenario('a grant that pays off arrears', async (past) => {
    const entryId = await past.post({ type: 'grant', amount: '10' }, 'credits');
    await past.post({ type: 'deduct', amount: '10' }, 'credits');
    await past.post({ type: 'reverse', entryId });
    return past.scene({ type: 'grant', amount: '25' }, 'credits');
  }),
  scenario('a grant that arrives past its expiry', async (past, { clock }) => {
    await past.grant('10');
    return past.scene({ type: 'grant', amount: '10', expiresAt: clock.iso(-DAY) });
  }),
  scenario('a deduct over several lots, after what was due', async (past, { clock }) => {
    await past.grant('10', DAY);
    for (const amount of ['5', '6', '7']) await past.grant(amount);
    await past.post({ type: 'reserve', amount: '12', timeoutMs: 1_000 });
    clock.advance(DAY);
    return past.scene({ type: 'deduct', amount: '14' });
  }),
  scenario('a reserve', async (past) => {
    for (const amount of ['5', '6']) await past.grant(amount);
    return past.scene({ type: 'reserve', amount: '8', timeoutMs: DAY });
  }),
  scenario('a capture that releases the rest into a lapsed lot', async (past, { clock }) => {
    for (const lasting of [DAY, 3 * DAY]) await past.grant('10', lasting);
    const holdId = await past.post({ type: 'reserve', amount: '15' });
    clock.advance(4 * DAY);
    return past.scene({ type: 'capture', holdId, amount: '4' });
  }),
  scenario('a release', async (past) => {
    for (const amount of ['5', '6']) await past.grant(amount);
    const holdId = await past.post({ type: 'reserve', amount: '8' });
    return past.scene({ type: 'release', holdId });
  }),
  scenario('a reversal of a deduct whose lot has lapsed', async (past, { clock }) => {
    for (const lasting of [DAY, 3 * DAY]) await past.grant('10', lasting);
    const entryId = await past.post({ type: 'deduct', amount: '15' });
    clock.advance(2 * DAY);
    return past.scene({ type: 'reverse', entryId });
  }),
  scenario('a reversal of a grant that was spent', async (past) => {
    const entryId = await past.grant('10');
    await past.grant('3');
    await past.post({ type: 'deduct', amount: '8' });
    return past.scene({ type: 'reverse', entryId });
  }),
  scenario('a part of a spend that settles the shortfall of a grant that was reversed in part', async (past) => {
    const grantId = await past.grant('10');
    const entryId = await past.post({ type: 'deduct', amount: '8' });
    await past.post({ type: 'reverse', entryId: grantId, amount: '7' });
    return past.scene({ type: 'reverse', entryId, amount: '6' });
  }),
  scenario('an adjustment upwards', async (past) => {
    await past.grant('10');
    return past.scene({ type: 'adjust', amount: '7', reason: 'Counted again', actor: { id: 'admin:1' } });
  }),
  scenario('an adjustment downwards', async (past) => {
    for (const amount of ['5', '6']) await past.grant(amount);
    return past.scene({ type: 'adjust', amount: '-7', reason: 'Counted again', actor: { id: 'admin:1' } });
  }),
  scenario('a run over what is due on two accounts', async (past, stage) => {
    const pasts = [past, await Past.of(stage)];
    for (const one of pasts) {
      for (const lasting of [DAY, DAY + 1, 30 * DAY]) await one.grant('10', lasting);
      await one.post({ type: 'reserve', amount: '12', timeoutMs: 1_000 });
    }
    stage.clock.advance(2 * DAY);
    return { step: { do: 'expireDue' }, members: pasts.map(({ member }) => member) };
  }),
  ...[false, true].map((allOrNothing) =>
    scenario(`a batch on two members, ${allOrNothing ? 'all or nothing' : 'each on its own'}`, async (past, stage) => {
      const other = await Past.of(stage);
      for (const amount of ['10', '4']) await past.grant(amount);
      const holdId = await past.post({ type: 'reserve', amount: '6' });
      const inputs = [
        past.input({ type: 'deduct', amount: '7' }),
        other.input({ type: 'grant', amount: '5' }),
        past.input({ type: 'capture', holdId, amount: '2' }),
        other.input({ type: 'reserve', amount: '4' }),
        other.input({ type: 'grant', amount: '5' }, 'credits'),
      ];
      return { step: { do: 'postMany', inputs, allOrNothing }, members: [past.member, other.member] };
    }),
  ),
];

/**
 * Those that differ most in what they write, and between them write everything: an account and its member's standing, a
 * hold and what lapses behind it, an open item, a transaction for each of several accounts, and one for all of them.
 */
const OF_EVERY_RUN: readonly string[] = [
  'a first grant, which opens the account',
  'a capture that releases the rest into a lapsed lot',
  'a reversal of a grant that was spent',
  'a run over what is due on two accounts',
  'a batch on two members, all or nothing',
];

/** The scenarios of one place of a run: those of every run dealt out among its places, or all of them under REWARDS_TEST_DEEP. */
export function scenariosAt<P>(place: P, places: readonly P[]): readonly Scenario[] {
  if (process.env.REWARDS_TEST_DEEP === 'true') return SCENARIOS;
  return dealt(OF_EVERY_RUN, place, places).map((wanted) => {
    const found = SCENARIOS.find(({ name }) => name === wanted);
    if (!found) throw new Error(`There is no scenario "${wanted}".`);
    return found;
  });
}
