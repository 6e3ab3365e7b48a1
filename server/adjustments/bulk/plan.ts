import type { BulkProblemDto, ErrorDto, MemberNameDto, PostingInput } from '../../contract';
import { actorOf, type Administrator, type Db, RewardsError } from '../../kernel';
import { SOURCE } from '../post-adjustment';
import { findNamed } from './bulk-store';
import type { FileLine } from './read-file';

/** A line with whom it means, and the posting that it asks for or why there can be none. */
export interface PlannedLine {
  readonly file: FileLine;
  readonly member: MemberNameDto | null;
  readonly posting: Extract<PostingInput, { type: 'adjust' }> | null;
  readonly problem: BulkProblemDto | null;
}

/**
 * Finds out whom each line means and what it would post. A name that several members share means nobody.
 *
 * @param key the form's key, from which each line gets one of its own
 */
export async function planLines(
  db: Db,
  lines: readonly FileLine[],
  administrator: Administrator,
  key: string,
): Promise<PlannedLine[]> {
  const names = [...new Set(lines.map(({ given }) => given.member).filter((name) => name !== ''))];
  const meant = membersByName(await findNamed(db, names), names);
  return lines.map((file): PlannedLine => {
    const { given, line } = file;
    const who = meant.get(given.member) ?? [];
    const [member] = who;
    const problem = file.problem === null ? missing(file) : bad('line', file.problem);
    if (problem) return { file, member: null, posting: null, problem };
    if (!member || who.length > 1) {
      const many = `"${given.member}" is the name of ${who.length} members: give an id.`;
      const nobody = toProblem(new RewardsError('MEMBER_NOT_FOUND', { member: given.member }).toDto(), 'member');
      return { file, member: null, posting: null, problem: member ? bad('member', many) : nobody };
    }
    const posting = {
      type: 'adjust' as const,
      member: member.id,
      currency: given.currency,
      amount: given.amount,
      reason: given.reason,
      idempotencyKey: `${key}:${line}`,
      source: SOURCE,
      actor: actorOf(administrator),
    };
    return { file, member: { id: member.id, name: member.name, handle: member.handle }, posting, problem: null };
  });
}

/** The ledger's refusal of a line. */
export const toProblem = (error: ErrorDto, field: string | null = null): BulkProblemDto => ({
  ...error,
  field: error.details.field ?? field,
});

const bad = (field: string, problem: string): BulkProblemDto =>
  toProblem(new RewardsError('INVALID_INPUT', { field, problem }).toDto());

function missing({ given }: FileLine): BulkProblemDto | null {
  const column = (['member', 'currency', 'amount', 'reason'] as const).find((name) => given[name] === '');
  return column === undefined ? null : bad(column, 'is empty.');
}

type Named = Awaited<ReturnType<typeof findNamed>>[number];

/** An id means its member alone; a handle or an email, everybody who has it. */
function membersByName(found: readonly Named[], names: readonly string[]): Map<string, Named[]> {
  return new Map(
    names.map((name) => {
      const byId = found.filter(({ id }) => id === name);
      const byExternalId = found.filter(({ externalId }) => externalId === name);
      const text = name.replace(/^@/, '').toLowerCase();
      const byText = found.filter(({ handle, email }) => [handle, email].some((one) => one?.toLowerCase() === text));
      return [name, [byId, byExternalId, byText].find((some) => some.length > 0) ?? []];
    }),
  );
}
