import type {
  AffiliateActBy,
  AffiliateActOutcome,
  AffiliateEventDto,
  AffiliateEventInput,
  AffiliateRecordOutcome,
  AffiliateRecordResult,
} from './affiliates';
import type { AffiliateFileText, AffiliateImportOptions, AffiliateImportSummary } from './affiliate-import';
import type { IsoInstant } from './ledger';
import type {
  AffiliateSecretDto,
  AffiliateSecretInput,
  AffiliateSwitchInput,
  AffiliateSystemDto,
  AffiliateSystemInput,
} from './affiliate-systems';

/** The service `affiliates`. */
export interface AffiliatesService {
  /**
   * F1. Records an event, in the caller's transaction where there is one; it is sent after the commit. Recorded again, it
   * answers the same.
   *
   * Refuses with INVALID_INPUT, TOO_MANY, SYSTEM_NOT_FOUND, LINK_NOT_FOUND, MEMBER_NOT_FOUND, ENTRY_NOT_FOUND,
   * EVENT_CONFLICT when another event has this external id, LEDGER_BUSY.
   */
  record(input: AffiliateEventInput): Promise<AffiliateRecordResult>;
  /**
   * F1. As `record`, for up to 1,000 events, each with an outcome of its own, in their order. Refuses with TOO_MANY and
   * LEDGER_BUSY; whatever else is refused is told at its event.
   */
  recordMany(inputs: readonly AffiliateEventInput[]): Promise<readonly AffiliateRecordOutcome[]>;
  /**
   * C13. Records the events of a file, 1,000 in a transaction at most. Safe to repeat: what was recorded before is not
   * recorded again. What is wrong with single lines stands in the summary.
   *
   * Refuses with INVALID_INPUT, also of a CSV whose heading cannot be used, SYSTEM_NOT_FOUND, and LEDGER_BUSY, when what was
   * read before it is recorded.
   */
  importEvents(text: AffiliateFileText, options: AffiliateImportOptions): Promise<AffiliateImportSummary>;
  /**
   * C11. Sets a system up, or changes the one with this code. Refuses with INVALID_INPUT.
   */
  saveSystem(input: AffiliateSystemInput): Promise<AffiliateSystemDto>;
  /**
   * F7. Switches a system off, after which its events wait, or on again. Refuses with INVALID_INPUT, SYSTEM_NOT_FOUND.
   */
  switchSystem(input: AffiliateSwitchInput): Promise<void>;
  /**
   * F11. Keeps a secret of a system's, in place of the one with its name. Refuses with INVALID_INPUT, NO_SECRET_KEY,
   * SYSTEM_NOT_FOUND.
   */
  saveSecret(input: AffiliateSecretInput): Promise<AffiliateSecretDto>;
  /**
   * F12. Has events sent once more that have failed or wait for another try, as often as a new one is. Refuses with
   * INVALID_INPUT, TOO_MANY; what cannot be sent is told at its id.
   *
   * @param ids up to 1,000
   */
  retry(ids: readonly string[], by: AffiliateActBy): Promise<readonly AffiliateActOutcome[]>;
  /** F12. Calls events off that were not sent, so that they never are. Refuses likewise. */
  cancel(ids: readonly string[], by: AffiliateActBy): Promise<readonly AffiliateActOutcome[]>;
  /**
   * F7. Sends what is due now, and resolves when what became of it is written down. A server sends by itself once it listens: this is for
   * programs that load Strapi and do not listen. Refuses with NOT_IN_TRANSACTION.
   *
   * @returns when the next event is due, which is past where a system bears no more for now; null: none waits
   */
  sendDue(): Promise<{ readonly nextDueAt: IsoInstant | null }>;
  /** An event as it stands; null when there is none of that id. */
  get(id: string): Promise<AffiliateEventDto | null>;
}
