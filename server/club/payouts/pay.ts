import type { LedgerService, MembersService, PostingInput } from '../../contract';
import { present, RewardsError } from '../../kernel';

export interface PayDependencies {
  readonly ledger: Pick<LedgerService, 'postMany'>;
  readonly members: Pick<MembersService, 'award'>;
}

/** What is paid: a row of the ledger, or a badge. */
export type Due =
  | { readonly kind: 'grant'; readonly posting: PostingInput }
  | { readonly kind: 'badge'; readonly member: string; readonly badge: string; readonly by: string };

/** What came of it; `entry` is the ledger's row, null for a badge. */
export type Paid = { readonly ok: true; readonly entry: string | null } | Refused;

/** Why something could not be paid. */
export interface Refused {
  readonly ok: false;
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
}

/**
 * E15, E16. Pays, in the transaction that is under way. What the ledger or the badge refuses has written nothing; what it has paid before is
 * paid.
 */
export async function payAll({ ledger, members }: PayDependencies, due: readonly Due[]): Promise<readonly Paid[]> {
  const postings = due.flatMap((one) => (one.kind === 'grant' ? [one.posting] : []));
  const outcomes = (postings.length === 0 ? [] : await ledger.postMany(postings)).values();
  const paid: Paid[] = [];
  for (const one of due) {
    if (one.kind === 'badge') {
      paid.push(await awardOne(members, one));
      continue;
    }
    const outcome = present(outcomes.next().value, 'the outcome of a posting');
    if (outcome.ok) paid.push({ ok: true, entry: outcome.result.entry.id });
    else paid.push({ ok: false, code: outcome.error.code, details: { problem: outcome.error.message } });
  }
  return paid;
}

async function awardOne(
  members: PayDependencies['members'],
  { member, badge, by }: Extract<Due, { kind: 'badge' }>,
): Promise<Paid> {
  try {
    await members.award({ member, badge, awardedBy: by });
    return { ok: true, entry: null };
  } catch (error) {
    if (!(error instanceof RewardsError) || error.code === 'LEDGER_BUSY') throw error;
    return { ok: false, code: error.code, details: { problem: error.message } };
  }
}
