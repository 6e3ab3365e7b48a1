/**
 * Random sequences of every operation, on a real Strapi and on the model of this folder, which was written from the
 * semantics without a look at the engine's rules. A failure prints the seed and the shortest sequence that still fails:
 * give both to REWARDS_MODEL_SEED and REWARDS_MODEL_PATH to see it again.
 */
import fc from 'fast-check';

import type { ReconciliationService } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { type OpenLedger, openLedger } from '../support/ledger';
import type { ModelCurrency } from './book';
import { anySequence, type Command } from './commands';
import { Driver } from './driver';
import { inspect, rebuildEqualsLive } from './inspect';
import { Model } from './model';
import { Sights } from './sights';
import { type Ladders, makeLadders } from './standing';

const DEEP = process.env.REWARDS_TEST_DEEP === 'true';
const SEQUENCES = DEEP ? 1_000 : 200;
const LONGEST = DEEP ? 500 : 100;
const COMMANDS_BETWEEN_INSPECTIONS = 25;
const MEMBERS = 3;
/** How long a failing sequence is made shorter, in milliseconds. */
const LONGEST_SHRINK = Number(process.env.REWARDS_MODEL_SHRINK ?? 120_000);
/** Longer than any expiry, grace and time-out that a sequence can set. */
const FAR = 1_000 * 24 * 60 * 60 * 1000;

const plain = { spendOrder: 'oldest', reversalPolicy: 'clamp', risingOnly: false } as const;
const CURRENCIES: readonly ModelCurrency[] = [
  { ...plain, code: 'model-points', scale: 0, expiresAfterDays: 5, reversalGraceDays: null },
  {
    ...plain,
    code: 'model-credits',
    scale: 2,
    spendOrder: 'soonest-expiry',
    reversalPolicy: 'arrears',
    expiresAfterDays: null,
    reversalGraceDays: 3,
  },
  { ...plain, code: 'model-reputation', scale: 0, risingOnly: true, expiresAfterDays: null, reversalGraceDays: null },
  {
    ...plain,
    code: 'model-vouchers',
    scale: 3,
    reversalPolicy: 'reject',
    expiresAfterDays: 2,
    reversalGraceDays: null,
  },
  {
    ...plain,
    code: 'model-stars',
    scale: 8,
    reversalPolicy: 'arrears',
    expiresAfterDays: null,
    reversalGraceDays: null,
  },
];
const LEVELS_FOLLOW = 'model-reputation';
const TIERS_FOLLOW = 'model-credits';

describeOnEveryEngine('the ledger and a simple model of it', (engine) => {
  let open: OpenLedger;
  let start: number;
  let firstFailure: number | undefined;
  let ladders: Ladders;
  const sights = new Sights();

  beforeAll(async () => {
    open = await openLedger(engine);
    start = open.clock.now();
    for (const currency of CURRENCIES) {
      const drivesLevels = currency.code === LEVELS_FOLLOW;
      await open.currency({ ...currency, drivesLevels, drivesTiers: currency.code === TIERS_FOLLOW });
    }
    ladders = await makeLadders(open, { level: LEVELS_FOLLOW, tier: TIERS_FOLLOW });
  });
  afterAll(() => open.close());

  async function play(commands: readonly Command[]): Promise<void> {
    // A sequence passes unseen when shrinking has had its time: what was found by then is reported.
    if (firstFailure !== undefined && Date.now() - firstFailure > LONGEST_SHRINK) return;
    open.clock.set(start);
    const members: string[] = [];
    for (let i = 0; i < MEMBERS; i += 1) members.push(await open.member());
    const model = new Model(CURRENCIES, new Set(members));
    const driver = new Driver(open, model, members, [...model.currencies.keys()], sights);
    try {
      for (const [i, command] of commands.entries()) {
        await driver.run(command);
        if (i % COMMANDS_BETWEEN_INSPECTIONS === COMMANDS_BETWEEN_INSPECTIONS - 1)
          await inspect(open, model, members, ladders);
      }
      await inspect(open, model, members, ladders);
      await rebuildEqualsLive(open, members, false);
      await rebuildEqualsLive(open, members, true);
      // What is still to come falls due now, so that no later sequence finds it.
      open.clock.advance(FAR);
      await driver.run({ kind: 'expireDue' });
      await inspect(open, model, members, ladders);
    } catch (error) {
      firstFailure ??= Date.now();
      await cleanUp(members);
      throw error;
    }
  }

  /** After a failure: the shorter sequences that are tried next must not find its leavings. */
  async function cleanUp(members: readonly string[]): Promise<void> {
    open.clock.advance(FAR);
    for (const member of members) await open.ledger.rebuild({ member }).catch(() => undefined);
    await open.ledger.expireDue().catch(() => undefined);
  }

  it(
    `agree on every one of ${SEQUENCES} sequences of up to ${LONGEST} commands`,
    () =>
      fc.assert(fc.asyncProperty(anySequence(LONGEST), play), {
        numRuns: SEQUENCES,
        ...(process.env.REWARDS_MODEL_SEED ? { seed: Number(process.env.REWARDS_MODEL_SEED) } : {}),
        ...(process.env.REWARDS_MODEL_PATH ? { path: process.env.REWARDS_MODEL_PATH } : {}),
      }),
    DEEP ? 8 * 60 * 60 * 1000 : 30 * 60 * 1000,
  );

  it('have met every kind of row, every refusal and every corner on the way', () => {
    expect(sights.missing()).toEqual([]);
  });

  it('leave a database in which a check of everything finds nothing and every chain is whole', async () => {
    expect((await open.ledger.check()).findings).toEqual([]);
    const chain = await open.ledger.verifyChain();
    expect(chain.findings).toEqual([]);
    expect(chain.entriesVerified).toBeGreaterThan(SEQUENCES);
  });

  it('leave nothing for a reconciliation of everything to find', async () => {
    const reconciliation = open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
    const run = await reconciliation.run({ type: 'full', verifyChain: true });
    expect(run).toMatchObject({ status: 'completed', discrepanciesFound: 0, errors: [] });
    expect(run.membersProcessed).toBeGreaterThan(SEQUENCES);
  });
});
