import type { AffiliateEventFilter, AffiliateEventStatus } from '../../contract';
import { type Clock, type Db, RewardsError } from '../../kernel';
import type { SystemsSource } from '../systems/systems-source';
import { type Partner, partnerOf } from './partner-store';
import { type ReportWindow, windowOf } from './window';

/** F16. Which events a report is about. */
export interface Selection extends ReportWindow {
  readonly type?: string | undefined;
  readonly status?: AffiliateEventStatus | undefined;
  /** Its documentId. */
  readonly system?: string | undefined;
  readonly partner?: Partner | undefined;
}

/** A filter as it was read, its texts trimmed. */
export type AskedFilter = { readonly [Name in keyof AffiliateEventFilter]?: AffiliateEventFilter[Name] | undefined };

export interface SelectionDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly systems: SystemsSource;
}

/**
 * F16. Looks up what a filter names.
 *
 * @throws INVALID_INPUT when its start lies behind its end, SYSTEM_NOT_FOUND
 */
export async function selectionOf(
  { db, clock, systems }: SelectionDependencies,
  { startDate, endDate, eventType, status, partner, system: code }: AskedFilter,
): Promise<Selection> {
  const window = windowOf({ startDate, endDate }, clock.now());
  const system = code === undefined ? undefined : await systems.find(code);
  if (code !== undefined && !system) throw new RewardsError('SYSTEM_NOT_FOUND', { system: code });
  return {
    ...window,
    ...{ type: eventType, status, system: system?.id },
    partner: partner === undefined ? undefined : await partnerOf(db, partner),
  };
}
