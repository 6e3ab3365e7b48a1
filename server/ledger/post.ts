import type { Knex } from 'knex';
import type { PostingInput, PostingOutcome, PostingResult, PostManyOptions } from '../contract';
import { LIMITS } from '../contract';
import { type Milliseconds, present, RewardsError, together, transact } from '../kernel';
import { BatchRefused, executeBatch, type Outcome } from './batch';
import { type Command, isOnAccount } from './command';
import { toOutcomeDto, toResult } from './dto';
import type { Engine } from './engine';
import type { Lanes } from './lanes';
import type { Rulebook } from './rulebook';
import { toCommand } from './validate';

/** Runs commands in the transaction that the caller is in, or else in one of their own. */
export async function runBatch(engine: Engine, commands: readonly Command[], allOrNothing = false): Promise<Outcome[]> {
  const rulebook = await engine.rulebook();
  const joined = engine.currentTransaction();
  const execute = (trx: Knex.Transaction) => executeBatch(engine, rulebook, trx, commands, allOrNothing);
  try {
    return await (joined ? inTurn(joined, () => execute(joined)) : transact(engine.db, engine.dialect, execute));
  } catch (error) {
    if (error instanceof BatchRefused) return error.outcomes;
    throw error;
  }
}

/** What was last started in a host's transaction. */
const lastIn = new WeakMap<Knex.Transaction, Promise<unknown>>();

/**
 * A host may start several postings at once in its transaction. They have one connection and one set of locks between
 * them, so each waits for the one before it.
 */
function inTurn<T>(trx: Knex.Transaction, work: () => Promise<T>): Promise<T> {
  const turn = (lastIn.get(trx) ?? Promise.resolve()).then(work, work);
  lastIn.set(trx, turn);
  return turn;
}

/** Postings from which on a chunk is worth two transactions. */
const WORTH_PARTING = 100;

/**
 * Runs a chunk. Where it falls into parts that have nothing to do with each other, and nothing else asks for one
 * transaction, two of them run at the same time: while the database writes one, the other one is decided.
 */
async function runChunk(engine: Engine, commands: readonly Command[], allOrNothing: boolean): Promise<Outcome[]> {
  const isOne = allOrNothing || engine.dialect === 'sqlite' || engine.currentTransaction() !== undefined;
  const parts = isOne ? [commands] : independentParts(commands);
  if (parts.length === 1) return runBatch(engine, commands, allOrNothing);
  const done = await together(parts.map((part) => runBatch(engine, part)));
  const outcomes = new Map(parts.flatMap((part, p) => part.map((command, i) => [command, done[p]?.[i]] as const)));
  return commands.map((command) => present(outcomes.get(command), 'the outcome of a posting'));
}

/**
 * A chunk by halves of its members, each in the order given; whole where the halves may meet: by a posting that names no
 * member, or a key that both have.
 */
function independentParts(commands: readonly Command[]): readonly (readonly Command[])[] {
  if (commands.length < WORTH_PARTING || !commands.every(isOnAccount)) return [commands];
  const members = [...new Set(commands.map(({ member }) => member))];
  const firstHalf = new Set(members.slice(0, Math.ceil(members.length / 2)));
  const first = commands.filter(({ member }) => firstHalf.has(member));
  const second = commands.filter(({ member }) => !firstHalf.has(member));
  const keys = new Set(first.map(({ keyHash }) => keyHash));
  return second.length === 0 || second.some(({ keyHash }) => keys.has(keyHash)) ? [commands] : [first, second];
}

/**
 * Posts one: in the caller's transaction if there is one, else in one that it may share with other postings.
 *
 * @throws RewardsError, see `ERRORS`; then nothing was written
 */
export async function postOne(
  engine: Engine,
  lanes: Lanes<Command, Outcome>,
  input: PostingInput,
): Promise<PostingResult> {
  const rulebook = await engine.rulebook();
  const command = toCommand(input, rulebook, engine.clock.now());
  const outcome = engine.currentTransaction() ? await runAlone(engine, command) : await lanes.submit(command);
  if (!outcome.ok) throw outcome.error;
  return toResult(outcome, rulebook);
}

async function runAlone(engine: Engine, command: Command): Promise<Outcome> {
  const [outcome] = await runBatch(engine, [command]);
  return present(outcome, 'the outcome of a posting');
}

/**
 * Posts many (L30): in chunks of one transaction each, or of two by halves of their members, each member's in the order
 * given, each posting with its own outcome.
 *
 * @throws TOO_MANY; with `allOrNothing`, all outcomes are refusals when one is
 */
export async function postMany(
  engine: Engine,
  inputs: readonly PostingInput[],
  options: PostManyOptions = {},
): Promise<PostingOutcome[]> {
  const allOrNothing = options.allOrNothing ?? false;
  const limit = allOrNothing ? LIMITS.chunk : LIMITS.postMany;
  if (inputs.length > limit) throw new RewardsError('TOO_MANY', { field: 'postings', limit: String(limit) });
  const rulebook = await engine.rulebook();
  const checked = inputs.map((input) => check(input, rulebook, engine.clock.now()));
  if (allOrNothing && checked.some((one) => one instanceof RewardsError)) return checked.map(refuseAll);
  const outcomes: PostingOutcome[] = [];
  for (let start = 0; start < checked.length; start += LIMITS.chunk) {
    const part = checked.slice(start, start + LIMITS.chunk);
    const done = await runChunk(engine, part.filter(isCommand), allOrNothing);
    let next = 0;
    for (const one of part) {
      const outcome: Outcome = isCommand(one) ? present(done[next++], 'an outcome') : { ok: false, error: one };
      outcomes.push(toOutcomeDto(outcome, rulebook));
    }
  }
  return outcomes;
}

const isCommand = (one: Command | RewardsError): one is Command => !(one instanceof RewardsError);

const refuseAll = (one: Command | RewardsError): PostingOutcome => ({
  ok: false,
  error: (one instanceof RewardsError ? one : new RewardsError('BATCH_ROLLED_BACK')).toDto(),
});

function check(input: PostingInput, rulebook: Rulebook, now: Milliseconds): Command | RewardsError {
  try {
    return toCommand(input, rulebook, now);
  } catch (error) {
    if (error instanceof RewardsError) return error;
    throw error;
  }
}
