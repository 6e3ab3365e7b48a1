/**
 * Random sequences of every operation, on a real Strapi and on the model of this folder, which was written from the
 * semantics without a look at the engine's rules. Few of them, because test/unit/rules-against-model.test.ts goes through
 * the corners of the rules by the thousand: here it is what lies around the rules. `npm run test:deep` plays many and long
 * ones. A failure prints its seed and the path to the shortest sequence that still fails (seed.ts).
 */
import fc from 'fast-check';

import type { ReconciliationService } from '../../server/contract';
import type { Engine } from '../support/engines';
import { type OpenLedger, openLedger } from '../support/ledger';
import { anySequence, type Command, GUARDED_EDITS } from './commands';
import { CURRENCIES, LEVELS_FOLLOW, STARS, TIERS_FOLLOW } from './currencies';
import { Driver } from './driver';
import { inspect, rebuildEqualsLive } from './inspect';
import { Model } from './model';
import { putRulesBack } from './put-back';
import { type Ladders, ModelRules } from './rules';
import { CHOICE } from './seed';
import { Coverage } from './coverage';
import { makeLadders } from './ranks';
import { subjectOf } from './subject';

const DEEP = process.env.REWARDS_TEST_DEEP === 'true';
const SEQUENCES = DEEP ? 300 : 40;
const LONGEST = DEEP ? 200 : 100;
const COMMANDS_BETWEEN_INSPECTIONS = 25;
const MEMBERS = 3;
/** How long a failing sequence is made shorter, in milliseconds. */
const LONGEST_SHRINK = Number(process.env.REWARDS_MODEL_SHRINK ?? 120_000);
/** Longer than any expiry, grace and time-out that a sequence can set. */
const FAR = 1_000 * 24 * 60 * 60 * 1000;

/** One file an engine calls this, so that workers share what takes longest of all. */
export function describeModel(engine: Engine): void {
  describe(`[${engine}] the ledger and a simple model of it`, () => compare(engine));
}

function compare(engine: Engine): void {
  let open: OpenLedger;
  let start: number;
  let firstFailure: number | undefined;
  let ladders: Ladders;
  let sequences = 0;
  const coverage = new Coverage();

  beforeAll(async () => {
    open = await openLedger(engine);
    start = open.clock.now();
    for (const currency of CURRENCIES) {
      const drivesLevels = currency.code === LEVELS_FOLLOW;
      await open.currency({ ...currency, drivesLevels, drivesTiers: currency.code === TIERS_FOLLOW });
    }
    ladders = await makeLadders(open);
  });
  afterAll(() => open.close());

  async function play(commands: readonly Command[]): Promise<void> {
    // A sequence passes unseen when shrinking has had its time: what was found by then is reported.
    if (firstFailure !== undefined && Date.now() - firstFailure > LONGEST_SHRINK) return;
    open.clock.set(start);
    const stars = await open.currency({ ...STARS, code: `stars-${(sequences += 1)}` });
    const rules = new ModelRules([...CURRENCIES, { ...STARS, code: stars }], ladders);
    const members: string[] = [];
    for (let i = 0; i < MEMBERS; i += 1) members.push(await open.member());
    const model = new Model(rules, new Set(members));
    const driver = new Driver(subjectOf(open), model, members, [...model.currencies.keys()], coverage);
    try {
      for (const [i, command] of commands.entries()) {
        await driver.run(command);
        if (i % COMMANDS_BETWEEN_INSPECTIONS === COMMANDS_BETWEEN_INSPECTIONS - 1) await inspect(open, model, members);
      }
      await inspect(open, model, members);
      await rebuildEqualsLive(open, members, false);
      await rebuildEqualsLive(open, members, true);
      // What is still to come falls due now, so that no later sequence finds it.
      open.clock.advance(FAR);
      await driver.run({ kind: 'expireDue' });
      await inspect(open, model, members);
    } catch (error) {
      firstFailure ??= Date.now();
      await cleanUp(members);
      throw error;
    } finally {
      await putRulesBack(open, { currencies: CURRENCIES, ladders });
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
        examples: [[GUARDED_EDITS]],
        ...CHOICE,
      }),
    DEEP ? 8 * 60 * 60 * 1000 : 15 * 60 * 1000,
  );

  it(`have met ${DEEP ? 'every kind of row, every refusal and every corner' : 'what is common'} on the way`, () => {
    expect(DEEP ? coverage.missing() : coverage.missingOfFew()).toEqual([]);
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
}
