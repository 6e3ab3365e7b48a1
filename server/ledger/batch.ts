import type { Knex } from 'knex';
import { invariant, present, RewardsError } from '../kernel';
import type { Command } from './command';
import type { Engine } from './engine';
import { openBooks } from './open-books';
import { requireSameContent } from './replay';
import { lockTargets } from './resolve';
import { openNewAccounts } from './new-accounts';
import { type Decision, decide, requirePast } from './rules/decide';
import { type Rulebook, rulesOf } from './rulebook';
import type { Entry } from './state';
import { findByKeys, findCaused } from './store/entry-store';
import { writeBooks } from './write-books';

/** What became of one posting of a batch. */
export type Outcome =
  | {
      readonly ok: true;
      readonly entry: Entry;
      readonly caused: readonly Entry[];
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly error: RewardsError };

type Success = Extract<Outcome, { ok: true }>;

/** Thrown where one refusal undoes all, so that the transaction is rolled back. */
export class BatchRefused extends Error {
  constructor(readonly outcomes: Outcome[]) {
    super('One posting of the batch was refused, so none was posted.');
  }
}

/**
 * Posts commands in one transaction: find their accounts, lock them in order, read what the decisions need, decide one
 * after the other in memory, write everything (L27, L28). A single posting is a batch of one; concurrent postings share
 * one. A refusal writes nothing and leaves its neighbours alone, unless `allOrNothing`.
 *
 * @param trx the transaction; the caller commits it
 * @throws BatchRefused with `allOrNothing`
 */
export async function executeBatch(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  commands: readonly Command[],
  allOrNothing = false,
): Promise<Outcome[]> {
  const locked = await lockTargets(engine, trx, commands);
  const earlier = await earlierPostings(engine, trx, commands);
  const keysPosted = new Set(earlier.keys());
  const isFresh = (command: Command): boolean => !keysPosted.has(command.keyHash);
  const { targets, accounts } = await openNewAccounts(
    engine,
    rulebook,
    trx,
    commands.filter(isFresh),
    commands,
    locked,
  );
  const fresh = commands.flatMap((command, i) => {
    const target = present(targets[i], 'the target of a posting');
    return isFresh(command) && !('refusal' in target) ? [{ command, target }] : [];
  });
  const books = await openBooks(engine, rulebook, trx, accounts, fresh);
  const outcomes: Outcome[] = [];
  for (const [i, command] of commands.entries()) {
    const target = present(targets[i], 'the target of a posting');
    outcomes.push(
      outcomeOf(() => {
        const before = earlier.get(command.keyHash);
        if (before) return replay(command, before, rulebook);
        if ('refusal' in target) {
          requirePast(command, engine.clock.now());
          throw target.refusal;
        }
        const success = succeed(decide(books.get(target), command));
        earlier.set(command.keyHash, { ...success, replayed: true });
        return success;
      }),
    );
  }
  if (allOrNothing && outcomes.some((outcome) => !outcome.ok)) {
    // What was posted before this batch stays so; what only repeats a posting of the batch goes with it.
    const undone = (outcome: Outcome, i: number): Outcome =>
      outcome.ok && isFresh(present(commands[i], 'a command of the batch'))
        ? { ok: false, error: new RewardsError('BATCH_ROLLED_BACK') }
        : outcome;
    throw new BatchRefused(outcomes.map(undone));
  }
  await writeBooks(engine, rulebook, trx, books.all());
  return outcomes;
}

function outcomeOf(work: () => Success): Outcome {
  try {
    return work();
  } catch (error) {
    if (error instanceof RewardsError) return { ok: false, error };
    throw error;
  }
}

const succeed = ({ primary, caused }: Decision): Success => ({
  ok: true,
  entry: primary.entry,
  caused: caused.map(({ entry }) => entry),
  replayed: false,
});

/** L8. The first result again, if the content is the same. */
function replay(command: Command, before: Success, rulebook: Rulebook): Success {
  const { entry } = before;
  invariant(
    entry.source === command.source && entry.idempotencyKey === command.idempotencyKey,
    `two idempotency keys share the hash ${command.keyHash}`,
  );
  requireSameContent(command, entry, rulesOf(rulebook, entry.currency).scale);
  return before;
}

/** L8. What was posted under the keys of this batch before, with the accounts' locks already held. */
async function earlierPostings(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly Command[],
): Promise<Map<string, Success>> {
  const entries = await findByKeys(trx, engine.dialect, [...new Set(commands.map((command) => command.keyHash))]);
  if (entries.length === 0) return new Map();
  const caused = await findCaused(
    trx,
    entries.map((entry) => entry.id),
  );
  return new Map(
    entries.map((entry) => [
      entry.keyHash,
      {
        ok: true,
        entry,
        caused: caused.filter((row) => row.causeId === entry.id),
        replayed: true,
      },
    ]),
  );
}
