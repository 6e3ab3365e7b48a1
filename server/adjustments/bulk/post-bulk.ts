import type { BulkInput, BulkProblemDto, BulkResultDto, PostingOutcome } from '../../contract';
import { type Administrator, invariant, present, RewardsError, sha256 } from '../../kernel';
import { insertAdjustments } from '../adjustment-store';
import { SOURCE } from '../post-adjustment';
import type { BulkDependencies } from './dependencies';
import { type PlannedLine, planLines, toProblem } from './plan';
import { readFile } from './read-file';

/**
 * Posts a file of adjustments as one batch, in one transaction: all of its lines or none, unless bad ones are to be left
 * out. The same file under the same key again posts nothing and answers as before.
 *
 * @throws BAD_LINES naming the first of them; INVALID_INPUT, TOO_MANY as `readFile`
 */
export async function postBulk(
  deps: BulkDependencies,
  { csv, idempotencyKey, skipBad = false }: BulkInput,
  administrator: Administrator,
): Promise<BulkResultDto> {
  // The key names the batch, so that whoever sends it again is told of the same one.
  const batch = sha256(`${SOURCE} ${idempotencyKey}`).slice(0, 26);
  const planned = await planLines(deps.db(), await readFile(csv), administrator, idempotencyKey);
  if (!skipBad) refuseBad(planned.length, planned);
  return deps.transactions.run(async (trx) => {
    const good = planned.filter(({ posting }) => posting !== null);
    const postings = good.map(({ posting }) => present(posting, 'the posting of a good line'));
    const outcomes = await deps.ledger.postMany(postings, { allOrNothing: !skipBad });
    if (!skipBad)
      refuseBad(
        planned.length,
        good.map((line, i) => ({ ...line, problem: problemOf(outcomes[i]) })),
      );
    const posted = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result] : []));
    const fresh = posted.filter(({ replayed }) => !replayed);
    const records = fresh.map(({ entry }) => ({
      documentId: deps.newDocumentId(),
      kind: 'manual' as const,
      member: entry.member,
      currency: entry.currency,
      amount: entry.amount,
      entryId: entry.id,
      reason: entry.reason ?? '',
      administratorId: administrator.id,
      administratorName: administrator.name ?? null,
      discrepancy: null,
      batch,
    }));
    await insertAdjustments(trx, records, deps.clock.now());
    const replayed = posted.length > 0 && fresh.length === 0;
    return { batch, posted: posted.length, skipped: planned.length - posted.length, replayed };
  });
}

function problemOf(outcome: PostingOutcome | undefined): BulkProblemDto | null {
  invariant(outcome !== undefined, 'a posting had no outcome');
  // What only went down with another line is not what is wrong with the file.
  return outcome.ok || outcome.error.code === 'BATCH_ROLLED_BACK' ? null : toProblem(outcome.error);
}

function refuseBad(lines: number, planned: readonly Pick<PlannedLine, 'file' | 'problem'>[]): void {
  const bad = planned.filter(({ problem }) => problem !== null);
  const [first] = bad;
  if (!first) return;
  throw new RewardsError('BAD_LINES', {
    field: 'csv',
    bad: String(bad.length),
    lines: String(lines),
    line: String(first.file.line),
    problem: first.problem?.message ?? '',
  });
}
