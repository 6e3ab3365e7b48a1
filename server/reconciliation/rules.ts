import { isOfLedger, RECONCILIATION_LIMITS, type Severity, SEVERITIES, type SuggestedRepairDto } from '../contract';
import { formatAmount, minor, type MinorUnits } from '../kernel';
import type { AuditFinding } from '../integrity';
import type { Discrepancy } from './discrepancy-store';
import type { SeveritySettings } from './settings';

/** What a finding is about: two runs that see it see the same discrepancy. */
export const standingOf = ({ accountId, kind, field, subject }: AuditFinding): string =>
  [accountId, kind, field, subject ?? ''].join('|');

/** D5. How grave a finding is. */
export function severityOf(
  finding: Pick<AuditFinding, 'kind' | 'difference' | 'scale'>,
  settings: SeveritySettings,
): Severity {
  const standard = settings.kinds[finding.kind];
  if (finding.kind !== 'balance_mismatch' || finding.difference === null) return standard;
  const isLarge = sizeOf(finding.difference) * 10n ** 8n > thresholdUnits(settings) * 10n ** BigInt(finding.scale);
  return isLarge && rankOf(standard) < rankOf('high') ? 'high' : standard;
}

/** The threshold in units of 10^-8, which has room for every currency's scale. */
function thresholdUnits({ balanceHighAbove }: SeveritySettings): bigint {
  const [whole = '0', fraction = ''] = balanceHighAbove.split('.');
  return BigInt(whole + fraction.padEnd(8, '0'));
}

/** By which lists sort: the gravest has the highest. */
export const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity) + 1;

export const sizeOf = (difference: MinorUnits): MinorUnits => minor(difference < 0n ? -difference : difference);

/** Whether a run may close a discrepancy that it no longer sees. */
export function closesByItself({ kind, field }: Pick<Discrepancy, 'kind' | 'field'>, verifiedChain: boolean): boolean {
  // The head that proved that rows were cut off at the end may have been rebuilt since: their being gone is no good news.
  if (kind === 'missing_transaction' && field === 'sequence') return false;
  const needsChain = kind === 'chain_break' || (kind === 'head_mismatch' && field === 'hash');
  return verifiedChain || !needsChain;
}

/** The repair that is likely right. What the ledger itself lacks or has twice, an adjustment makes up for. */
export function suggestionFor({
  kind,
  difference,
  scale,
}: Pick<Discrepancy, 'kind' | 'difference' | 'scale'>): SuggestedRepairDto {
  if (!isOfLedger(kind)) return { action: 'rebuild', amount: null };
  if (kind === 'chain_break') return { action: 'ignore', amount: null };
  if (difference === null) return { action: 'adjust', amount: null };
  if (difference === 0n) return { action: 'ignore', amount: null };
  return { action: 'adjust', amount: formatAmount(-difference, scale) };
}

/**
 * Members that are examined together. A large batch is read in the ledger's own order, a small one row by row: for a
 * million entries of 10,000 members one batch takes a quarter of the time of twenty. The bound keeps the memory flat. Chains
 * are followed row by row in any case, so that there small batches cost little, and less is lost when a process dies.
 */
export const batchOf = (verifiesChain: boolean): number =>
  verifiesChain ? RECONCILIATION_LIMITS.batch.ofChain : RECONCILIATION_LIMITS.batch.most;

/** How the two figures are shown: amounts in major units. */
export const shownFigure = (
  figure: string,
  { difference, scale }: { readonly difference: MinorUnits | null; readonly scale: number },
): string => (difference === null ? figure : formatAmount(BigInt(figure), scale));
