import type { BulkLineDto, BulkPreviewDto, BulkTotalDto, PostingOutcome } from '../../contract';
import { type Administrator, formatAmount, parseAmount, present } from '../../kernel';
import type { BulkDependencies, Scaled } from './dependencies';
import { type PlannedLine, planLines, toProblem } from './plan';
import { readFile } from './read-file';

/**
 * What a file would do, line by line: posted by the code that posts, in a transaction that is then rolled back. A line
 * that is refused leaves the others alone, so that every problem of the file is told at once.
 *
 * @throws as `readFile`
 */
export async function previewBulk(
  deps: BulkDependencies,
  csv: string,
  administrator: Administrator,
): Promise<BulkPreviewDto> {
  const planned = await planLines(deps.db(), await readFile(csv), administrator, `preview:${deps.newDocumentId()}`);
  const outcomes = await tryOut(deps, planned);
  let next = 0;
  const lines = planned.map((line) => toDto(line, line.posting ? present(outcomes[next++], 'an outcome') : null));
  const good = lines.filter(({ problem }) => problem === null);
  return {
    lines,
    good: good.length,
    bad: lines.length - good.length,
    totals: totalsOf(good, await deps.currencies()),
  };
}

async function tryOut(
  { transactions, ledger }: BulkDependencies,
  planned: readonly PlannedLine[],
): Promise<readonly PostingOutcome[]> {
  const postings = planned.flatMap(({ posting }) => posting ?? []);
  return postings.length === 0 ? [] : transactions.rollBackAfter(() => ledger.postMany(postings));
}

function toDto({ file, member, problem }: PlannedLine, outcome: PostingOutcome | null): BulkLineDto {
  const { line, given } = file;
  const common = { line, given, member };
  if (!outcome) return { ...common, before: null, after: null, problem };
  if (!outcome.ok) return { ...common, before: null, after: null, problem: toProblem(outcome.error) };
  const { amount, balanceAfter } = outcome.result.entry;
  const scale = (amount.split('.')[1] ?? '').length;
  const after = parseOrZero(balanceAfter, scale);
  const before = formatAmount(after - parseOrZero(amount, scale), scale);
  return { ...common, before, after: balanceAfter, problem: null };
}

function totalsOf(lines: readonly BulkLineDto[], currencies: readonly Scaled[]): BulkTotalDto[] {
  return currencies
    .map(({ code, scale }) => {
      const amounts = lines
        .filter(({ given }) => given.currency === code)
        .map(({ given }) => parseOrZero(given.amount, scale));
      const sum = (some: readonly bigint[]) => some.reduce((total, amount) => total + amount, 0n);
      const added = sum(amounts.filter((amount) => amount > 0n));
      const taken = -sum(amounts.filter((amount) => amount < 0n));
      return { code, scale, added, taken, lines: amounts.length };
    })
    .filter((total) => total.lines > 0)
    .map(({ code, scale, added, taken }) => ({
      currency: code,
      added: formatAmount(added, scale),
      taken: formatAmount(taken, scale),
    }));
}

/** Minor units of a figure that the ledger made or has taken. */
const parseOrZero = (amount: string, scale: number): bigint => (/[1-9]/.test(amount) ? parseAmount(amount, scale) : 0n);
