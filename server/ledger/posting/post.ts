import type { PostingInput, PostingOutcome, PostingResult, PostManyOptions } from '../../contract';
import { LIMITS } from '../../contract';
import {
  chunksOf,
  InvariantViolation,
  type Milliseconds,
  present,
  RewardsError,
  settleAll,
  transactOnce,
} from '../../kernel';
import { BatchRefused, executeBatch, HELD, type Outcome } from './batch';
import type { Request } from './command';
import { toOutcomeDto, toResult } from '../dto';
import type { Engine } from '../engine';
import type { PostingBatcher } from './batcher';
import type { Rulebook } from '../rulebook';
import { toCommand } from './validate';

/** Runs postings in the transaction that the caller is in, or else in one of their own. */
export async function runBatch(engine: Engine, requests: readonly Request[], allOrNothing = false): Promise<Outcome[]> {
  try {
    const outcomes = await engine.transactions.run((trx) => executeBatch(engine, trx, requests, { allOrNothing }));
    return outcomes as Outcome[];
  } catch (error) {
    if (error instanceof BatchRefused) return error.outcomes;
    throw error;
  }
}

/** As `runBatch`, outside a host's transaction; undefined stands for a posting whose account somebody else has locked. */
export async function runShared(engine: Engine, requests: readonly Request[]): Promise<(Outcome | undefined)[]> {
  const skipLocked = engine.dialect !== 'sqlite';
  const outcomes = await engine.transactions.run((trx) => executeBatch(engine, trx, requests, { skipLocked }));
  return outcomes.map((outcome) => (outcome === HELD ? undefined : outcome));
}

/**
 * As `runBatch`, outside a host's transaction, and waits for a lock for a second at most.
 *
 * @throws the database's error when that was not long enough
 */
export async function runPatiently(engine: Engine, requests: readonly Request[]): Promise<Outcome[]> {
  return (await transactOnce(engine.db, engine.dialect, (trx) => executeBatch(engine, trx, requests))) as Outcome[];
}

/** Where postings wait together for an account: what they name it by. */
export const accountOf = ({ input }: Request): string => {
  if ('member' in input) return `${input.currency}:${input.member}`;
  return 'holdId' in input ? input.holdId : input.entryId;
};

/** Postings from which on a chunk is worth two transactions. */
const WORTH_PARTING = 100;

/**
 * Runs a chunk. Where it falls into parts that have nothing to do with each other, and nothing else asks for one
 * transaction, two of them run at the same time: while the database writes one, the other one is decided.
 */
async function runChunk(engine: Engine, requests: readonly Request[], allOrNothing: boolean): Promise<Outcome[]> {
  if (allOrNothing) return runBatch(engine, requests, true);
  const isOne = engine.dialect === 'sqlite' || engine.transactions.current() !== undefined;
  const parts = isOne ? [requests] : independentParts(requests);
  const done = await settleAll(parts.map((part) => runApart(engine, part)));
  const outcomes = new Map(parts.flatMap((part, p) => part.map((request, i) => [request, done[p]?.[i]] as const)));
  return requests.map((request) => present(outcomes.get(request), 'the outcome of a posting'));
}

/**
 * A chunk by halves of its members, each in the order given; whole where the halves may meet: by a posting that names no
 * member, or a key that both have.
 */
function independentParts(requests: readonly Request[]): readonly (readonly Request[])[] {
  const memberOf = ({ input }: Request) => ('member' in input ? input.member : undefined);
  const members = [...new Set(requests.map(memberOf))];
  if (requests.length < WORTH_PARTING || members.includes(undefined)) return [requests];
  const firstHalf = new Set(members.slice(0, Math.ceil(members.length / 2)));
  const first = requests.filter((request) => firstHalf.has(memberOf(request)));
  const second = requests.filter((request) => !firstHalf.has(memberOf(request)));
  const keyOf = ({ understood }: Request) => present(understood, 'a posting that was looked at').command.keyHash;
  const keys = new Set(first.map(keyOf));
  return second.length === 0 || second.some((one) => keys.has(keyOf(one))) ? [requests] : [first, second];
}

/**
 * Runs postings together. An account that is damaged breaks an invariant, and with it the transaction: then they are run by
 * halves, one after the other, and those by halves again, until the ones of that account are by themselves (L30).
 */
async function runApart(engine: Engine, requests: readonly Request[]): Promise<Outcome[]> {
  try {
    return await runBatch(engine, requests);
  } catch (error) {
    if (!(error instanceof InvariantViolation)) throw error;
    const [only, ...others] = requests;
    if (only && others.length === 0) return [damaged(engine, only, error)];
    const half = Math.ceil(requests.length / 2);
    const first = await runApart(engine, requests.slice(0, half));
    return [...first, ...(await runApart(engine, requests.slice(half)))];
  }
}

function damaged({ log }: Engine, request: Request, error: InvariantViolation): Outcome {
  log.error(`Rewards: nothing can be posted to ${accountOf(request)}. ${error.message}`);
  return { ok: false, error: new RewardsError('ACCOUNT_DAMAGED') };
}

/**
 * Posts one: in the caller's transaction if there is one, else in one that it may share with other postings.
 *
 * @throws RewardsError, see `ERRORS`; then nothing was written
 */
export async function postOne(
  engine: Engine,
  batcher: PostingBatcher<Request, Outcome>,
  input: PostingInput,
): Promise<PostingResult> {
  const isJoined = engine.transactions.current() !== undefined;
  const request = isJoined ? { input } : understand(input, await engine.rulebook(), engine.clock.now());
  const outcome = isJoined ? await runAlone(engine, request) : await batcher.submit(request);
  if (!outcome.ok) throw outcome.error;
  return toResult(outcome);
}

/** @throws RewardsError before anything is read for the posting */
function understand(input: PostingInput, rulebook: Rulebook, now: Milliseconds): Request {
  return { input, understood: { command: toCommand(input, rulebook, now), rulebook } };
}

async function runAlone(engine: Engine, request: Request): Promise<Outcome> {
  const [outcome] = await runBatch(engine, [request]);
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
  const isJoined = engine.transactions.current() !== undefined;
  const checked = isJoined ? inputs.map((input): Request => ({ input })) : await checkAll(engine, inputs);
  if (allOrNothing && checked.some((one) => one instanceof RewardsError)) return checked.map(refuseAll);
  const outcomes: PostingOutcome[] = [];
  for (const part of chunksOf(LIMITS.chunk, checked)) {
    const done = await runChunk(engine, part.filter(isRequest), allOrNothing);
    let next = 0;
    for (const one of part) {
      const outcome: Outcome = isRequest(one) ? present(done[next++], 'an outcome') : { ok: false, error: one };
      outcomes.push(toOutcomeDto(outcome));
    }
  }
  return outcomes;
}

const isRequest = (one: Request | RewardsError): one is Request => !(one instanceof RewardsError);

const refuseAll = (one: Request | RewardsError): PostingOutcome => ({
  ok: false,
  error: (one instanceof RewardsError ? one : new RewardsError('BATCH_ROLLED_BACK')).toDto(),
});

async function checkAll(engine: Engine, inputs: readonly PostingInput[]): Promise<(Request | RewardsError)[]> {
  const rulebook = await engine.rulebook();
  const now = engine.clock.now();
  return inputs.map((input) => {
    try {
      return understand(input, rulebook, now);
    } catch (error) {
      if (error instanceof RewardsError) return error;
      throw error;
    }
  });
}
