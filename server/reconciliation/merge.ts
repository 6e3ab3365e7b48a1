import type { Actor, DiscrepancyEventKind, ResolutionAction } from '../contract';
import type { Milliseconds } from '../kernel';
import type { AuditFinding } from '../integrity';
import type { Discrepancy } from './discrepancy-store';
import { closesByItself, severityOf, standingOf } from './rules';
import type { SeveritySettings } from './settings';

/** Who looked, and when. */
export interface Look {
  readonly runId: string | null;
  readonly at: Milliseconds;
  readonly verifiedChain: boolean;
  /** Whose doing it is when something is gone: nobody's, when a run merely no longer sees it. */
  readonly closing: {
    readonly resolution: ResolutionAction;
    readonly event: DiscrepancyEventKind;
    readonly actor: Actor | null;
    readonly notes: string | null;
  };
}

export interface MergedEvent {
  readonly discrepancyId: string;
  readonly kind: DiscrepancyEventKind;
}

/** What becomes of the discrepancies of some accounts when somebody has looked at them. */
export interface Merged {
  readonly inserted: readonly Discrepancy[];
  readonly updated: readonly Discrepancy[];
  readonly events: readonly MergedEvent[];
  /** Those that were seen and count. */
  readonly seen: readonly Discrepancy[];
  readonly closed: readonly Discrepancy[];
}

/** What a run closes that it no longer sees. */
export const GONE: Look['closing'] = { resolution: 'gone', event: 'gone', actor: null, notes: null };

/**
 * Brings what is known of some accounts together with what was found now. What persists stays the same discrepancy. What
 * was ignored, or settled by an adjustment, is passed over as long as its figures stay. What is no longer there is closed.
 *
 * @param known those of the accounts that have a `standing`
 */
export function merge(
  known: readonly Discrepancy[],
  findings: readonly AuditFinding[],
  look: Look,
  settings: SeveritySettings,
  newId: () => string,
): Merged {
  const inserted: Discrepancy[] = [];
  const updated: Discrepancy[] = [];
  const events: MergedEvent[] = [];
  const seen: Discrepancy[] = [];
  const closed: Discrepancy[] = [];
  const left = new Map(known.map((one) => [one.standing, one]));

  for (const finding of findings) {
    const standing = standingOf(finding);
    const before = left.get(standing);
    left.delete(standing);
    if (!before) {
      // What nobody's run saw, but a person's look after a repair, is left to the next run.
      if (look.runId === null) continue;
      const one = detected(finding, standing, look.runId, look.at, severityOf(finding, settings), newId());
      inserted.push(one);
      seen.push(one);
      events.push({ discrepancyId: one.id, kind: 'detected' });
      continue;
    }
    const after = seenAgain(before, finding, look, settings);
    const isChanged = hasOtherFigures(before, after);
    const wasPassedOver = before.status === 'ignored' || before.status === 'resolved';
    if (wasPassedOver && !isChanged) continue;
    updated.push(wasPassedOver ? reopened(after) : after);
    seen.push(after);
    if (isChanged) events.push({ discrepancyId: before.id, kind: wasPassedOver ? 'reopened' : 'changed' });
  }

  for (const one of left.values()) {
    if (!closesByItself(one, look.verifiedChain)) {
      if (isOpen(one)) seen.push(one);
      continue;
    }
    if (!isOpen(one)) {
      updated.push({ ...one, standing: null });
      continue;
    }
    const { resolution, event, actor, notes } = look.closing;
    const after: Discrepancy = {
      ...one,
      standing: null,
      status: 'resolved',
      resolution,
      resolvedAt: look.at,
      resolvedBy: actor,
      notes,
    };
    updated.push(after);
    closed.push(after);
    events.push({ discrepancyId: one.id, kind: event });
  }
  return { inserted, updated, events, seen, closed };
}

export const isOpen = ({ status }: Pick<Discrepancy, 'status'>): boolean =>
  status === 'detected' || status === 'investigating';

function detected(
  finding: AuditFinding,
  standing: string,
  runId: string,
  at: Milliseconds,
  severity: Discrepancy['severity'],
  id: string,
): Discrepancy {
  const { kind, field, member, currency, scale, accountId, subject, expected, actual, difference } = finding;
  return {
    id,
    standing,
    ...{ kind, field, member, currency, scale, accountId, subject, expected, actual, difference },
    severity,
    status: 'detected',
    ...{ firstRunId: runId, lastRunId: runId, firstSeenAt: at, lastSeenAt: at, timesSeen: 1 },
    ...{
      assignee: null,
      resolution: null,
      resolvedAt: null,
      resolvedBy: null,
      notes: null,
      entryId: null,
      evidence: null,
    },
  };
}

function seenAgain(before: Discrepancy, finding: AuditFinding, look: Look, settings: SeveritySettings): Discrepancy {
  const { expected, actual, difference } = finding;
  return {
    ...before,
    ...{ expected, actual, difference },
    severity: severityOf(finding, settings),
    // What proved the former figures proves these no more.
    evidence: hasOtherFigures(before, finding) ? null : before.evidence,
    ...(look.runId === null || look.runId === before.lastRunId
      ? {}
      : { lastRunId: look.runId, lastSeenAt: look.at, timesSeen: before.timesSeen + 1 }),
  };
}

type Figures = Pick<Discrepancy, 'expected' | 'actual'>;
const hasOtherFigures = (before: Figures, after: Figures): boolean =>
  before.expected !== after.expected || before.actual !== after.actual;

/** Open again, and settled by nothing; who settled it before, the history tells. */
export const reopened = (one: Discrepancy): Discrepancy => ({
  ...one,
  status: 'detected',
  ...{ resolution: null, resolvedAt: null, resolvedBy: null, notes: null },
});
