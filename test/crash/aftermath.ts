/** What is looked at after an operation was cut off. */
import type { LedgerService } from '../../server/contract';
import { type Cells, readProjections } from '../model/books-store';
import type { Scene } from './scenarios';
import { expectSound, postTo, type Stage } from './stage';

/** What the books say, in words that are the same for two members with the same past. */
export async function booksOf({ knex }: Stage, members: readonly string[]): Promise<object[]> {
  const books: object[] = [];
  for (const member of members) {
    const rows = await knex('rewards_ledger_entries as entry')
      .join('rewards_accounts as account', 'account.id', 'entry.account_id')
      .where({ 'account.member': member })
      .orderBy(['account.currency', 'entry.sequence'])
      .select<Cells[]>(
        'entry.currency',
        'entry.sequence',
        'entry.type',
        'entry.amount',
        'entry.held',
        'entry.earned',
        'entry.spent',
        'entry.shortfall',
      );
    const { accounts, lots, holds, openItems } = await readProjections(knex, [member]);
    books.push({
      rows: rows.map((row) => Object.values(row).map(String)),
      accounts: accounts.map(({ balance, held, arrears, sequence }) => ({ balance, held, arrears, sequence })),
      // Two processes at the same instant make ids in any order.
      lots: lots.map(({ amount, remaining, held }) => `${amount}: ${remaining} left, ${held} held`).sort(),
      holds: holds.map(({ captured, released, status }) => ({ captured, released, status })),
      openItems: openItems.map(({ amount, remaining }) => ({ amount, remaining })),
    });
  }
  return books;
}

/** Performs the step in this process, as a host does after it lost touch: with the same keys. Tells what was a replay. */
export async function perform(ledger: LedgerService, { step }: Scene): Promise<boolean[]> {
  if (step.do === 'expireDue') {
    const { failed } = await ledger.expireDue();
    if (failed > 0) throw new Error(`expireDue failed on ${failed} accounts`);
    return [];
  }
  if (step.do === 'post') return [(await postTo(ledger, step.input)).replayed];
  const outcomes = await ledger.postMany(step.inputs, { allOrNothing: step.do === 'postMany' && step.allOrNothing });
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result.replayed;
  });
}

/** What an interrupted step has left: nothing or everything (L27). Tells whether it is everything. */
export async function expectAllOrNothing(
  stage: Stage,
  scene: Scene,
  before: object[],
  undisturbed: object[],
): Promise<boolean> {
  await expectSound(stage, scene.members);
  const left = await booksOf(stage, scene.members);
  const isDone = JSON.stringify(left) === JSON.stringify(undisturbed);
  // A run over several accounts has a transaction each; every posting has one.
  if (!isDone && scene.step.do !== 'expireDue') expect(left).toEqual(before);
  return isDone;
}

/** L29: sent again with the same keys, the step is complete, and complete once. */
export async function expectCompleted(stage: Stage, scene: Scene, undisturbed: object[]): Promise<boolean[]> {
  const replayed = await perform(stage.ledger, scene);
  expect(await booksOf(stage, scene.members)).toEqual(undisturbed);
  await expectSound(stage, scene.members);
  return replayed;
}
