/**
 * The child process: `node runner.cjs <database driver>`, its job on the first line of its standard input. It speaks in
 * lines of JSON on its standard output.
 */
import readline from 'node:readline';
import { setImmediate } from 'node:timers/promises';

import type { PostingInput, PostingOutcome } from '../../server/contract';
import type { Ledger } from '../../server/ledger';
import { hostRequire } from '../support/host';
import { say } from '../support/say';
import { RewardsError } from '../../server/kernel';
import { type DetachedLedger, openDetached } from './detached-ledger';
import type { Job, Line, Step, StepsJob, Told } from './job';

/** How often a step is sent again when the ledger answers that it is busy. */
const TRIES_WHEN_BUSY = 50;

const tell = (line: Line): void => say(JSON.stringify(line));

function codeOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: unknown };
  return name === 'RewardsError' ? String(code) : `unexplained: ${String(error)} ${String(code)}`;
}

const refused = (error: unknown): Told => ({ ok: false, code: codeOf(error), error: String(error) });

const told = (outcome: PostingOutcome): Told =>
  outcome.ok
    ? { ok: true, entryId: outcome.result.entry.id, replayed: outcome.result.replayed }
    : { ok: false, code: outcome.error.code, error: outcome.error };

function inputsOf(step: Step): readonly PostingInput[] {
  if (step.do === 'post') return [step.input];
  return step.do === 'expireDue' ? [] : step.inputs;
}

/** One after the other in a transaction of a host's, who goes on after a refusal, but not after being told to begin again. */
async function performAsHost(ledger: Ledger, inputs: readonly PostingInput[]): Promise<Told[]> {
  const outcomes: Told[] = [];
  for (const input of inputs) {
    const outcome = await postOne(ledger, input).catch(refused);
    if (!outcome.ok && outcome.code === 'LEDGER_BUSY') throw new RewardsError('LEDGER_BUSY');
    outcomes.push(outcome);
  }
  return outcomes;
}

async function postOne(ledger: Ledger, { type, ...input }: PostingInput): Promise<Told> {
  const post = ledger[type] as (given: typeof input) => ReturnType<Ledger['grant']>;
  return told({ ok: true, result: await post(input) });
}

async function performStep(
  { ledger, asHost }: DetachedLedger,
  step: Step,
  inputs: readonly PostingInput[],
): Promise<Told[]> {
  if (step.do === 'host') return asHost(() => performAsHost(ledger, inputs));
  if (step.do === 'expireDue') {
    const { failed } = await ledger.expireDue();
    if (failed > 0) throw new Error(`expireDue failed on ${failed} accounts`);
    return [];
  }
  if (step.do === 'postMany') return (await ledger.postMany(inputs, { allOrNothing: step.allOrNothing })).map(told);
  return [await postOne(ledger, inputs[0]!)];
}

async function performUntilNotBusy(ledger: DetachedLedger, step: Step, inputs: readonly PostingInput[]) {
  for (let busy = 0; ; busy += 1) {
    let outcomes: Told[];
    try {
      outcomes = await performStep(ledger, step, inputs);
    } catch (error) {
      outcomes = inputs.length > 0 ? inputs.map(() => refused(error)) : [refused(error)];
    }
    const isBusy = outcomes.some((outcome) => !outcome.ok && outcome.code === 'LEDGER_BUSY');
    if (!isBusy || busy === TRIES_WHEN_BUSY) return { outcomes, busy };
  }
}

async function runSteps(ledger: DetachedLedger, { steps, inFlight }: StepsJob): Promise<void> {
  const entries = new Map<string, string>();
  const named = (input: PostingInput): PostingInput => {
    const text = JSON.stringify(input).replace(/"#(\d+)"/g, (_, step: string) => `"${entries.get(step) ?? 'none'}"`);
    return JSON.parse(text) as PostingInput;
  };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < steps.length; i = next++) {
      const inputs = inputsOf(steps[i]!).map(named);
      tell({ line: 'begin', step: i, inputs });
      const { outcomes, busy } = await performUntilNotBusy(ledger, steps[i]!, inputs);
      const first = outcomes[0];
      if (first?.ok) entries.set(`${i}`, first.entryId);
      const keys = inputs.map(({ idempotencyKey }) => idempotencyKey);
      tell({ line: 'end', step: i, busy, told: outcomes.map((outcome, n) => ({ key: keys[n] ?? '', outcome })) });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

async function patrol(ledger: DetachedLedger['ledger'], over: AbortSignal): Promise<void> {
  const findings: string[] = [];
  let rounds = 0;
  for (; !over.aborted; rounds += 1) {
    findings.push(...(await ledger.check()).findings.map((finding) => JSON.stringify(finding)));
    findings.push(...(await ledger.verifyChain()).findings.map((finding) => JSON.stringify(finding)));
    const { accountsRebuilt } = await ledger.rebuild();
    if (accountsRebuilt > 0) findings.push(`a rebuild found ${accountsRebuilt} accounts to rebuild`);
    // SQLite's driver never waits, so that nobody else would get a turn: the news that it is over, for one.
    await setImmediate();
  }
  tell({ line: 'patrol', rounds, findings });
}

async function perform(job: Job, over: AbortSignal): Promise<void> {
  let statements = 0;
  const killBefore = job.task === 'steps' ? job.killBefore : undefined;
  const open = openDetached(job, () => {
    statements += 1;
    if (statements === killBefore) process.kill(process.pid, 'SIGKILL');
    return undefined;
  });
  if (job.task === 'steps') await runSteps(open, job);
  else await patrol(open.ledger, over);
  // One past the last statement: everything is committed, and nobody was told.
  if (statements + 1 === killBefore) process.kill(process.pid, 'SIGKILL');
  tell({ line: 'statements', count: statements });
  await open.close();
  // Or the process would wait for more input.
  process.stdin.destroy();
}

/** Loads what takes long before there is a job, so that a child can be started ahead of its use. */
function warmUp(driver: string): void {
  hostRequire('knex');
  hostRequire(driver);
}

function main(): void {
  const over = new AbortController();
  warmUp(process.argv[2]!);
  readline
    .createInterface({ input: process.stdin })
    .once('line', (job) => void perform(JSON.parse(job) as Job, over.signal))
    .once('close', () => over.abort());
}

main();
