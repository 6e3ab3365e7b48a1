/**
 * Random sequences on the ledger's rules by themselves and on the model of test/model, by the thousand: what is decided,
 * with no database. What the database has to do with it is compared by test/model, on far fewer sequences.
 */
import fc from 'fast-check';

import { DAY } from '../model/model-account';
import { anySequenceForRules, type Command } from '../model/commands';
import { CURRENCIES, STARS } from '../model/currencies';
import { Driver } from '../model/driver';
import { Model } from '../model/model';
import { ModelRules } from '../model/rules';
import { RulesAlone } from '../model/rules-alone';
import { Coverage } from '../model/coverage';
import { LADDERS } from '../model/ranks';
import { CHOICE } from '../model/seed';

const SEQUENCES = process.env.REWARDS_TEST_DEEP === 'true' ? 20_000 : 1_000;
const LONGEST = 100;
const COMMANDS_BETWEEN_INSPECTIONS = 10;
/** On a machine that does ten other things, in milliseconds. */
const PATIENCE = 60 * 60 * 1000;
const MEMBERS = ['one', 'two', 'three'];
/** Longer than any expiry, grace and time-out that a sequence can set. */
const FAR = 1_000 * DAY;

describe('the rules of the ledger and a simple model of them', () => {
  const coverage = new Coverage();

  async function play(commands: readonly Command[]): Promise<void> {
    const all = [...CURRENCIES, STARS];
    const model = new Model(new ModelRules(all, LADDERS), new Set(MEMBERS));
    const subject = new RulesAlone(new Set(MEMBERS), all, LADDERS);
    const driver = new Driver(subject, model, MEMBERS, [...model.currencies.keys()], coverage);
    for (const [i, command] of commands.entries()) {
      await driver.run(command);
      if (i % COMMANDS_BETWEEN_INSPECTIONS === COMMANDS_BETWEEN_INSPECTIONS - 1) subject.expectSame(model);
    }
    subject.expectSame(model);
    subject.clock.advance(FAR);
    await driver.run({ kind: 'expireDue' });
    await driver.run({ kind: 'rebuild', damage: false });
    subject.expectSame(model);
  }

  it(
    `agree on every one of ${SEQUENCES} sequences of up to ${LONGEST} commands`,
    () =>
      fc.assert(fc.asyncProperty(anySequenceForRules(LONGEST), play), {
        numRuns: SEQUENCES,
        ...CHOICE,
      }),
    PATIENCE,
  );

  it('have met every kind of row, every refusal and every corner on the way', () => {
    expect(coverage.missingDecisions()).toEqual([]);
  });
});
