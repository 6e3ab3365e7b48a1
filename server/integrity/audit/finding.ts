import type { ChainFindingDto, DiscrepancyKind, FindingKind } from '../../contract';
import { type AccountId, minor, type MinorUnits, toIso } from '../../kernel';
import type { Drift } from '../store/check-store';
import type { Duplicate, Gap } from './audit-store';

/** Something untrue about an account, in the words of D3. */
export interface AuditFinding {
  readonly kind: DiscrepancyKind;
  readonly accountId: AccountId;
  readonly member: string;
  readonly currency: string;
  readonly scale: number;
  readonly field: string;
  /** The lot, hold, open item or row that it is about; missing rows as `5` or `5-7`. */
  readonly subject: string | null;
  /** Minor units where `difference` is given, otherwise as it stands. */
  readonly expected: string;
  readonly actual: string;
  /** Actual less expected; null where the two are no amounts. */
  readonly difference: MinorUnits | null;
}

/** Whose account a finding is about. */
export type Owned = Pick<AuditFinding, 'accountId' | 'member' | 'currency' | 'scale'>;

const KIND_OF: Record<FindingKind, DiscrepancyKind> = {
  balance: 'balance_mismatch',
  held: 'held_mismatch',
  'lifetime-earned': 'lifetime_mismatch',
  'lifetime-spent': 'lifetime_mismatch',
  sequence: 'head_mismatch',
  lot: 'lot_mismatch',
  hold: 'hold_mismatch',
  'open-item': 'arrears_mismatch',
  due: 'due_mismatch',
  level: 'level_mismatch',
  tier: 'tier_mismatch',
};

/** A drift as a finding; null for a number of rows that is too low, of which the gaps tell more. */
export function ofDrift(drift: Drift, owned: Owned): AuditFinding | null {
  const { kind, field, subject, expected, actual } = drift;
  if (kind === 'sequence' && field === 'rows') return null;
  if (field === 'sequence') return ofHead(drift, owned);
  if (INSTANTS.has(field)) {
    return {
      ...owned,
      kind: KIND_OF[kind],
      field,
      subject,
      expected: instantText(expected),
      actual: instantText(actual),
      difference: null,
    };
  }
  // A projection that is missing altogether has no figure to take anything from.
  const difference =
    drift.isMoney && actual !== '' && expected !== '' ? minor(BigInt(actual) - BigInt(expected)) : null;
  return { ...owned, kind: KIND_OF[kind], field, subject, expected, actual, difference };
}

/** The figures that are instants: in the database milliseconds, and -1 for none. */
const INSTANTS = new Set(['nextDueAt', 'expiresAt', 'earnedAt', 'lastPostedAt']);

/** The text of a count of milliseconds as an instant, or as it stands where it is none. */
export function instantText(text: string): string {
  if (text === '' || text === '-1') return '';
  const at = Number(text);
  // Damage may have made of it what no calendar has.
  return Number.isNaN(new Date(at).getTime()) ? text : toIso(at);
}

/** A head that knows of more rows than there are proves that the last ones are gone; one that knows of fewer is stale. */
function ofHead({ field, expected, actual }: Drift, owned: Owned): AuditFinding {
  const isCutOff = actual !== '' && BigInt(actual) > BigInt(expected);
  if (!isCutOff) return { ...owned, kind: 'head_mismatch', field, subject: null, expected, actual, difference: null };
  const subject = span(Number(expected) + 1, Number(actual));
  return {
    ...owned,
    kind: 'missing_transaction',
    field,
    subject,
    expected: actual,
    actual: expected,
    difference: null,
  };
}

/** Rows that are missing between two others: what the next one says of the balance before it tells what they moved. */
export const ofGap = ({ after, before, balanceAfter, balanceBefore }: Gap, owned: Owned): AuditFinding => ({
  ...owned,
  kind: 'missing_transaction',
  field: 'rows',
  subject: span(after + 1, before - 1),
  expected: String(balanceBefore),
  actual: String(balanceAfter),
  difference: minor(balanceAfter - balanceBefore),
});

/** One event that was posted more than once: what stands beyond one row's amount is too much. */
export const ofDuplicate = ({ firstId, amount, posted }: Duplicate, owned: Owned): AuditFinding => ({
  ...owned,
  kind: 'duplicate_transaction',
  field: 'event',
  subject: firstId,
  expected: String(amount),
  actual: String(posted),
  difference: minor(posted - amount),
});

/** A fault of the chain; null for what the drifts tell already. */
export function ofChain({ fault, entryId }: ChainFindingDto, owned: Owned): AuditFinding | null {
  if (fault === 'missing') return null;
  const common = { ...owned, field: fault, difference: null, expected: '', actual: '' };
  // The head is a projection: its hash is put right from the last row.
  if (fault === 'head') return { ...common, kind: 'head_mismatch', field: 'hash', subject: null };
  return { ...common, kind: 'chain_break', subject: entryId };
}

const span = (from: number, to: number): string => (from === to ? String(from) : `${from}-${to}`);
