import type { DiscrepancyDto, DiscrepancyEventDto, DiscrepancyRowDto } from '../contract';
import { formatAmount, toIso, toIsoOrNull } from '../kernel';
import type { ListedDiscrepancy } from './list-store';
import { shownFigure, suggestionFor } from './rules';
import type { TrailEvent } from './trail-store';

export function toRowDto(one: ListedDiscrepancy): DiscrepancyRowDto {
  const { id, kind, field, severity, status, subject, timesSeen, assignee, resolution, resolvedBy } = one;
  return {
    ...{ id, kind, field, severity, status, subject, timesSeen, assignee, resolution, resolvedBy },
    member: { id: one.member, name: one.memberName, handle: one.memberHandle },
    currency: { code: one.currency, name: one.currencyName ?? one.currency, scale: one.scale },
    accountId: String(one.accountId),
    expected: shownFigure(one.expected, one),
    actual: shownFigure(one.actual, one),
    difference: one.difference === null ? null : formatAmount(one.difference, one.scale),
    firstSeenAt: toIso(one.firstSeenAt),
    lastSeenAt: toIso(one.lastSeenAt),
    resolvedAt: toIsoOrNull(one.resolvedAt),
  };
}

export function toDiscrepancyDto(one: ListedDiscrepancy, events: readonly TrailEvent[]): DiscrepancyDto {
  const { firstRunId, lastRunId, evidence, notes, entryId } = one;
  return {
    ...toRowDto(one),
    ...{ firstRunId, lastRunId, evidence, notes, entryId },
    suggestion: suggestionFor(one),
    history: events.map(toEventDto),
  };
}

const toEventDto = ({ kind, at, actor, runId, entryId, notes }: TrailEvent): DiscrepancyEventDto => ({
  ...{ kind, actor, runId, entryId, notes },
  at: toIso(at),
});
