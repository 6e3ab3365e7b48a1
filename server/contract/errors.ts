/**
 * Every refusal of the plugin: its stable code, its HTTP status and the sentence that a person reads.
 *
 * The order is the order of precedence: where several would hold at once, the first one listed is given. A sentence
 * may name details in braces; `RewardsError` fills them in. Each code has a test that produces it
 * (test/db/refusals.test.ts, test/http).
 */
export const ERRORS = {
  EDIT_NOT_ALLOWED: { status: 403, message: 'Changing {model} takes the permission "{permission}".' },
  INVALID_INPUT: { status: 400, message: '{field}: {problem}' },
  INVALID_AMOUNT: { status: 400, message: '{field}: {problem}' },
  ZERO_AMOUNT: { status: 400, message: '{field}: an amount of zero cannot be posted.' },
  AMOUNT_OVERFLOW: { status: 400, message: '{field}: the amount or the figure it leads to is too large.' },
  TOO_MANY: { status: 400, message: '{field}: at most {limit} are allowed.' },
  IN_THE_FUTURE: { status: 400, message: '{field}: may lie in the past, but not in the future.' },
  UNKNOWN_CURRENCY: { status: 404, message: 'currency: there is no currency "{currency}".' },
  MEMBER_NOT_FOUND: { status: 404, message: 'member: there is no member "{member}".' },
  BADGE_NOT_FOUND: { status: 404, message: 'badge: there is no badge "{badge}".' },
  ENTRY_NOT_FOUND: { status: 404, message: 'entryId: there is no ledger entry "{entryId}".' },
  HOLD_NOT_FOUND: { status: 404, message: 'holdId: there is no hold "{holdId}".' },
  BATCH_NOT_FOUND: { status: 404, message: 'batch: there is no bulk adjustment "{batch}".' },
  TASK_NOT_FOUND: { status: 404, message: 'task: there is no task "{task}".' },
  RUN_NOT_FOUND: { status: 404, message: 'run: there is no reconciliation run "{run}".' },
  DISCREPANCY_NOT_FOUND: { status: 404, message: 'discrepancy: there is no discrepancy "{discrepancy}".' },
  REDEMPTION_NOT_FOUND: { status: 404, message: 'redemption: there is no redemption "{redemption}".' },
  IDEMPOTENCY_CONFLICT: {
    status: 409,
    message: 'The idempotency key "{idempotencyKey}" was used for another posting: {field} differs.',
  },
  RISING_ONLY: {
    status: 409,
    message: '{currency} only rises: {operation} is not possible. Use an adjustment or a reversal.',
  },
  NOT_REDEEMABLE: { status: 409, message: 'currency: {currency} cannot be redeemed on orders.' },
  EXPIRY_NOT_ALLOWED: { status: 409, message: '{currency} only rises, so its lots cannot expire.' },
  ALREADY_CAPTURED: { status: 409, message: 'The hold has been captured already.' },
  ALREADY_RELEASED: { status: 409, message: 'The hold has been released already.' },
  HOLD_EXPIRED: { status: 409, message: 'The hold has passed its time-out.' },
  EXCEEDS_HOLD: { status: 409, message: 'The hold has {held} left, {requested} was asked for.' },
  NOT_REVERSIBLE: { status: 409, message: 'A row of type {type} cannot be reversed.' },
  ALREADY_REVERSED: { status: 409, message: 'The row has been reversed already, by {reversalId}.' },
  GRANT_ALREADY_SPENT: {
    status: 409,
    message:
      'The grant was spent in part: {remaining} of {amount} is left, and {currency} does not reverse such grants.',
  },
  WORTH_NOTHING: { status: 409, message: 'amount: {amount} {currency} is too little to take anything off an order.' },
  EXCEEDS_ORDER: {
    status: 409,
    message: 'amount: the order takes {most} {currency} at most, {requested} was asked for.',
  },
  INSUFFICIENT_FUNDS: { status: 409, message: 'Not enough {currency}: {available} available, {requested} asked for.' },
  BAD_LINES: {
    status: 409,
    message: 'Nothing was posted: {bad} of {lines} lines cannot be. The first is line {line}: {problem}',
  },
  BATCH_ROLLED_BACK: { status: 409, message: 'Not posted, because another posting of the same batch was refused.' },
  SCALE_LOCKED: { status: 409, message: 'scale: {currency} has postings, so its scale cannot change.' },
  CURRENCY_IN_USE: {
    status: 409,
    message: '{currency} has postings: its code cannot change and it cannot be deleted.',
  },
  RISING_ONLY_TOO_EARLY: {
    status: 409,
    message: 'risingOnly: {currency} still has open holds or lots that expire. Wait until there are none, or end them.',
  },
  MEMBER_CONFLICT: {
    status: 409,
    message: 'The external id "{externalId}" and the site user "{siteUser}" belong to different members.',
  },
  MEMBER_IN_USE: { status: 409, message: 'The member has ledger accounts and cannot be deleted; anonymise instead.' },
  TASK_RUNNING: { status: 409, message: 'The task {task} is running already, since {since}.' },
  RECONCILIATION_RUNNING: { status: 409, message: 'A reconciliation is running already, since {since}.' },
  RUN_ENDED: { status: 409, message: 'The run has come to its end already.' },
  DISCREPANCY_RESOLVED: { status: 409, message: 'The discrepancy has been resolved already.' },
  DISCREPANCY_NOT_IGNORED: {
    status: 409,
    message: 'Only a discrepancy that was ignored, and that is still there, can be opened again.',
  },
  NOT_REBUILDABLE: {
    status: 409,
    message: 'The ledger itself is affected, so a rebuild changes nothing. Adjust, or ignore with a note.',
  },
  DISCREPANCY_REMAINS: { status: 409, message: 'A rebuild does not mend it: the discrepancy is still there.' },
  ENGINE_OWNED: { status: 403, message: '{model} is written by the ledger service only.' },
  NOT_IN_TRANSACTION: {
    status: 409,
    message: '{operation} cannot be part of a transaction. Call it when that is committed.',
  },
  ACCOUNT_DAMAGED: {
    status: 409,
    message: 'The account does not agree with its ledger rows, so nothing is posted to it. Reconcile it first.',
  },
  LEDGER_BUSY: {
    status: 503,
    message:
      'The ledger is busy. Send the same request, with the same key, again; in a transaction of your own, roll that back and run all of it again.',
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
