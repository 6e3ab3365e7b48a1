/** Bounds on every loop, page, batch and text. A page of the admin shows them; the server refuses what passes them. */
export const LIMITS = {
  /** Postings of one `postMany` call. */
  postMany: 10_000,
  /** Postings that share one transaction. */
  chunk: 1_000,
  /** Times a transaction is tried again after a deadlock, a serialisation failure or a duplicate key. */
  retries: 8,
  /** Times a posting is tried in a transaction of a host's, where the database leaves it usable. */
  retriesInHosts: 4,
  /** Rows of a page. */
  pageSize: 100,
  /** Accounts that one call of `expireDue` works through. */
  expireAccounts: 100_000,
  /** Accounts of which a preview of it works out what would be posted. */
  previewedAccounts: 2_000,
  /** Findings that a check or a chain verification lists; it counts them all. */
  findings: 1_000,
  /** Postings that `trace` follows in each direction. */
  trace: 10_000,
  /** Decimals of a currency. */
  scale: 8,
  /** Characters. */
  source: 64,
  idempotencyKey: 200,
  reason: 1_000,
  rule: 120,
  eventId: 200,
  actorId: 120,
  actorName: 200,
  metadata: 8_192,
  reasonOfAdjustment: 8,
  /** Seconds by which a clock may be ahead of the server's (L42): the most that can be set, and what holds when nothing is. */
  clockSkewSeconds: { max: 3_600, standard: 300 },
  /** A hold's longest time-out: 366 days, in milliseconds. */
  holdTimeout: 366 * 24 * 60 * 60 * 1000,
} as const;

/** Work that takes a connection for long: checks, rebuilds, audits, exports. In milliseconds; the configuration may set others. */
export const LONG_WORK = {
  /** How long it waits for room before it gives up with LEDGER_BUSY. */
  wait: 30_000,
  /** How long an export waits for its reader before it is broken off. */
  reader: 60_000,
} as const;

/** Mail addresses that the alerts of one kind go to, at most. */
export const ALERT_RECIPIENTS = 20;

/** The largest amount and balance, in minor units, either side of zero (L2). */
export const MAX_MINOR_UNITS = 9_007_199_254_740_991n;
