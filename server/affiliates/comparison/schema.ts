/** F15. Comparisons with what networks say that they have booked, as they were found. */
import {
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateColumnMapping,
  type AffiliateComparisonKind,
  type AffiliateComparisonResult,
  AFFILIATE_LIMITS,
  type AffiliateEventStatus,
} from '../../contract';
import {
  actor,
  documentId,
  instant,
  integer,
  json,
  longJson,
  longText,
  nullable,
  primary,
  serial,
  text,
  ulid,
  word,
} from '../../kernel/fields';
import { defineTable, index, unique } from '../../kernel/table';

export const comparisonTable = defineTable({
  name: 'affiliate-comparison',
  table: 'rewards_affiliate_comparisons',
  fields: {
    id: primary(ulid()),
    system: documentId(),
    startDate: word(),
    endDate: word(),
    fileName: nullable(text(AFFILIATE_COMPARISON_LIMITS.fileName)),
    mapping: json<AffiliateColumnMapping>(),
    result: longJson<AffiliateComparisonResult>(),
    actor: actor(),
    createdAt: instant(),
  },
  indexes: [index('affiliate_comparisons_system', 'system', 'id')],
});

export const comparisonRowTable = defineTable({
  name: 'affiliate-comparison-row',
  table: 'rewards_affiliate_comparison_rows',
  fields: {
    id: serial(),
    comparison: ulid(),
    kind: word<AffiliateComparisonKind>(),
    /** Its place among those of its kind, from 1. */
    place: integer(),
    key: nullable(text(AFFILIATE_COMPARISON_LIMITS.id)),
    currency: nullable(text(AFFILIATE_LIMITS.currency)),
    ours: nullable(longText()),
    theirs: nullable(longText()),
    events: integer(),
    lines: integer(),
    event: nullable(ulid()),
    eventStatus: nullable(word<AffiliateEventStatus>()),
    line: nullable(integer()),
    status: nullable(text(AFFILIATE_COMPARISON_LIMITS.word)),
    date: nullable(text(AFFILIATE_COMPARISON_LIMITS.word)),
  },
  indexes: [unique('affiliate_comparison_rows_place', 'comparison', 'kind', 'place')],
});
