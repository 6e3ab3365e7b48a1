/**
 * Every refusal of the plugin: its stable code, its HTTP status and the sentence that a person reads.
 *
 * The order is the order of precedence: where several would hold at once, the first one listed is given. A sentence
 * may name details in braces; `RewardsError` fills them in. Each code has a test that produces it
 * (test/db/refusals.test.ts, test/http).
 */
export const ERRORS = {
  EDIT_NOT_ALLOWED: { status: 403, message: 'Changing {model} requires the permission "{permission}".' },
  SCHEMA_OWNED: {
    status: 403,
    message: 'The fields of {model} belong to the Rewards plugin and are not changed here.',
  },
  NO_RELATION: { status: 400, message: 'Nothing can be related to {model}.' },
  ONE_WAY_ONLY: {
    status: 400,
    message: 'A relation to {model} goes one way: choose one that adds no field to {model}.',
  },
  TOKEN_NEEDED: {
    status: 403,
    message: 'This is for programs with an API token of Strapi, not for visitors or users.',
  },
  NOT_SIGNED_IN: { status: 401, message: 'This is for members who are signed in.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests. Wait {seconds} s, then send the same request again.' },
  INVALID_INPUT: { status: 400, message: '{field}: {problem}' },
  INVALID_AMOUNT: { status: 400, message: '{field}: {problem}' },
  ZERO_AMOUNT: { status: 400, message: '{field}: an amount of zero cannot be posted.' },
  AMOUNT_OVERFLOW: { status: 400, message: '{field}: the amount, or the figure that it leads to, is too large.' },
  TOO_MANY: { status: 400, message: '{field}: at most {limit} are allowed.' },
  IN_THE_FUTURE: { status: 400, message: '{field}: must not lie in the future.' },
  UNKNOWN_CURRENCY: { status: 404, message: 'currency: there is no currency "{currency}".' },
  MEMBER_NOT_FOUND: { status: 404, message: 'member: there is no member "{member}".' },
  PROFILE_NOT_FOUND: { status: 404, message: 'handle: there is no public profile "{handle}".' },
  BADGE_NOT_FOUND: { status: 404, message: 'badge: there is no badge "{badge}".' },
  AWARD_NOT_FOUND: { status: 404, message: 'award: there is no badge of yours with the award "{award}".' },
  KEY_NOT_FOUND: { status: 404, message: 'key: there is no key "{key}".' },
  ENTRY_NOT_FOUND: { status: 404, message: 'entryId: there is no ledger entry "{entryId}".' },
  HOLD_NOT_FOUND: { status: 404, message: 'holdId: there is no hold "{holdId}".' },
  ORDER_NOT_FOUND: { status: 404, message: 'orderId: order "{orderId}" has earned no {currency}.' },
  BATCH_NOT_FOUND: { status: 404, message: 'batch: there is no bulk adjustment "{batch}".' },
  TASK_NOT_FOUND: { status: 404, message: 'task: there is no task "{task}".' },
  RUN_NOT_FOUND: { status: 404, message: 'run: there is no reconciliation run "{run}".' },
  DISCREPANCY_NOT_FOUND: { status: 404, message: 'discrepancy: there is no discrepancy "{discrepancy}".' },
  REDEMPTION_NOT_FOUND: { status: 404, message: 'redemption: there is no redemption "{redemption}".' },
  SYSTEM_NOT_FOUND: { status: 404, message: 'system: there is no affiliate system "{system}".' },
  SECRET_NOT_FOUND: { status: 404, message: 'secret: {system} uses no secret "{secret}".' },
  LINK_NOT_FOUND: { status: 404, message: 'link: {system} has no affiliate link "{link}".' },
  COMPARISON_NOT_FOUND: { status: 404, message: 'comparison: there is no comparison "{comparison}".' },
  MISSION_NOT_FOUND: { status: 404, message: 'mission: there is no mission "{mission}".' },
  POOL_NOT_FOUND: { status: 404, message: 'pool: there is no pool "{pool}".' },
  CLUB_EVENT_NOT_FOUND: { status: 404, message: 'event: there is no event "{event}".' },
  CLUB_OFF: { status: 404, message: 'The rewards club is switched off (features.rewardsClub).' },
  AFFILIATE_EVENT_NOT_FOUND: { status: 404, message: 'event: there is no affiliate event "{event}".' },
  IDEMPOTENCY_CONFLICT: {
    status: 409,
    message: 'The idempotency key "{idempotencyKey}" was already used for something else: {field} differs.',
  },
  EVENT_CONFLICT: {
    status: 409,
    message: 'externalId: another event was recorded as "{externalId}": {field} differs.',
  },
  RISING_ONLY: {
    status: 409,
    message: '{currency} only rises: {operation} is not possible. Use an adjustment or a reversal.',
  },
  NOT_REDEEMABLE: { status: 409, message: 'currency: {currency} cannot be redeemed on orders.' },
  EXPIRY_NOT_ALLOWED: { status: 409, message: '{currency} only rises, so its lots cannot expire.' },
  ALREADY_CAPTURED: { status: 409, message: 'The hold has already been captured.' },
  ALREADY_RELEASED: { status: 409, message: 'The hold has already been released.' },
  HOLD_EXPIRED: { status: 409, message: 'The hold has timed out.' },
  EXCEEDS_HOLD: { status: 409, message: 'The hold has {held} left, but {requested} was requested.' },
  NOT_CAPTURED: { status: 409, message: 'Nothing of the redemption has been captured, so nothing can be refunded.' },
  NOT_REVERSIBLE: { status: 409, message: 'An entry of type {type} cannot be reversed.' },
  ALREADY_REVERSED: { status: 409, message: 'The entry has already been reversed, by {reversalId}.' },
  EXCEEDS_ENTRY: {
    status: 409,
    message: 'Only {left} of the entry is left to reverse, but {requested} was requested.',
  },
  GRANT_ALREADY_SPENT: {
    status: 409,
    message:
      'Part of the grant has been spent: {remaining} of {amount} is left, and {currency} does not reverse such grants.',
  },
  WORTH_NOTHING: { status: 409, message: 'amount: {amount} {currency} is too little to take anything off an order.' },
  EXCEEDS_ORDER: {
    status: 409,
    message: 'The order allows at most {most}, but {requested} was requested.',
  },
  INSUFFICIENT_FUNDS: { status: 409, message: 'Not enough {currency}: {available} available, {requested} requested.' },
  BAD_LINES: {
    status: 409,
    message: 'Nothing was posted: {bad} of {lines} lines cannot be posted. The first is line {line}: {problem}',
  },
  BATCH_ROLLED_BACK: { status: 409, message: 'Not posted, because another posting of the same batch was refused.' },
  SCALE_LOCKED: { status: 409, message: 'scale: {currency} has postings, so its scale cannot change.' },
  CURRENCY_IN_USE: {
    status: 409,
    message: '{currency} has postings: its code cannot change and it cannot be deleted.',
  },
  RISING_ONLY_TOO_EARLY: {
    status: 409,
    message:
      'risingOnly: {currency} still has open holds, lots that expire, or spends of such lots that a reversal would bring back. ' +
      'Release the holds and let the lots expire; where some of them was spent, create a new currency.',
  },
  MEMBER_ANONYMISED: {
    status: 409,
    message: 'The member has been made anonymous: nothing personal is kept of them any more.',
  },
  MEMBER_CONFLICT: {
    status: 409,
    message: '{field}: another member has "{id}", or this member has another one.',
  },
  HANDLE_TAKEN: { status: 409, message: 'handle: another member has the handle "{handle}".' },
  MEMBER_IN_USE: {
    status: 409,
    message: 'The member has ledger accounts and cannot be deleted; anonymise it instead.',
  },
  NO_SECRET_KEY: {
    status: 409,
    message: 'Secrets cannot be kept yet: the configuration has no key for them (affiliates.secretKeys).',
  },
  SECRET_UNREADABLE: {
    status: 409,
    message:
      'The secret "{name}" cannot be read: the configuration no longer has its key (affiliates.secretKeys). Save it again.',
  },
  MISSION_EXISTS: { status: 409, message: 'code: there is already a mission "{mission}".' },
  POOL_EXISTS: { status: 409, message: 'code: there is already a pool "{pool}".' },
  POOL_TOO_LOW: {
    status: 409,
    message: 'amount: the pool has {available} {currency} left, but {requested} was requested.',
  },
  MISSION_ENDED: {
    status: 409,
    message: 'The mission "{mission}" has ended, so it cannot be changed. Duplicate it instead.',
  },
  SYSTEM_EXISTS: { status: 409, message: 'code: there is already an affiliate system "{system}".' },
  SYSTEM_CHANGED: {
    status: 409,
    message: 'Somebody else has changed {system} since you opened it. Load it again, then make your changes.',
  },
  SYSTEM_IN_USE: {
    status: 409,
    message: 'Events, affiliates or links name {system}, so it cannot be deleted. Switch it off instead.',
  },
  LINK_IN_USE: {
    status: 409,
    message:
      'Events were recorded with the link, so it cannot be deleted. Give it another name, or take it off your pages.',
  },
  NO_ISSUER: {
    status: 409,
    message: 'Badges cannot be taken along yet: the configuration does not say who issues them (badges.issuer).',
  },
  NO_SVG: { status: 409, message: 'The badge "{badge}" has no image in SVG that a credential can be put into.' },
  KEY_CONFIGURED: {
    status: 409,
    message: 'The key stands in the configuration: put another one there (badges.privateKey).',
  },
  TASK_RUNNING: { status: 409, message: 'The task {task} has been running since {since}.' },
  RECONCILIATION_RUNNING: { status: 409, message: 'A reconciliation has been running since {since}.' },
  RUN_ENDED: { status: 409, message: 'The run has already ended.' },
  DISCREPANCY_RESOLVED: { status: 409, message: 'The discrepancy has already been resolved.' },
  DISCREPANCY_NOT_IGNORED: {
    status: 409,
    message: 'Only a discrepancy that was ignored and is still there can be reopened.',
  },
  NOT_REBUILDABLE: {
    status: 409,
    message: 'The ledger itself is affected, so a rebuild changes nothing. Adjust, or ignore with a note.',
  },
  DISCREPANCY_REMAINS: { status: 409, message: 'A rebuild does not fix it: the discrepancy is still there.' },
  ENGINE_OWNED: { status: 403, message: '{model} is written by the ledger service only.' },
  NOT_IN_TRANSACTION: {
    status: 409,
    message: '{operation} cannot be part of a transaction. Call it once the transaction has been committed.',
  },
  ACCOUNT_DAMAGED: {
    status: 409,
    message: 'The account does not match its ledger entries, so nothing is posted to it. Reconcile it first.',
  },
  LEDGER_BUSY: {
    status: 503,
    message:
      'The ledger is busy. Send the same request again, with the same key; in a transaction of your own, roll it back and run all of it again.',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What an error tells a program: each value is text, amounts as decimal strings. */
export type ErrorDetails = Readonly<Record<string, string>>;

/** The JSON form of a refusal, as it stands in a posting's outcome and in an HTTP answer. */
export interface ErrorDto {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}
