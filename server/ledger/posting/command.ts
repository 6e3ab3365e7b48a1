import type { PostingInput } from '../../contract';
import type { Milliseconds, MinorUnits } from '../../kernel';
import type { Rulebook } from '../rulebook';

interface CommandContext {
  readonly source: string;
  readonly idempotencyKey: string;
  readonly keyHash: string;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  /** Canonical JSON. */
  readonly metadata: string | null;
  /** As asked; undefined: now. */
  readonly effectiveAt: Milliseconds | undefined;
  /** L42. How far ahead `effectiveAt` may lie and be taken as now. */
  readonly clockSkew: Milliseconds;
}

interface OnAccount {
  readonly member: string;
  readonly currency: string;
  readonly amount: MinorUnits;
}

/** A posting whose input was checked: what the ledger is asked to do. */
export type Command = CommandContext &
  (
    | ({ readonly type: 'grant'; readonly expiresAt: Milliseconds | null | undefined } & OnAccount)
    | ({ readonly type: 'deduct' } & OnAccount)
    | ({ readonly type: 'reserve'; readonly timeoutMs: Milliseconds | undefined } & OnAccount)
    | ({ readonly type: 'adjust'; readonly expiresAt: Milliseconds | null | undefined } & OnAccount)
    /** The amount's decimals are known when the hold was found: it is read then. */
    | { readonly type: 'capture'; readonly holdId: string; readonly amount: unknown; readonly keepOpen: boolean }
    | { readonly type: 'release'; readonly holdId: string; readonly amount: unknown }
    /** So are the decimals of a row's part when the row was. */
    | { readonly type: 'reverse'; readonly entryId: string; readonly amount: unknown }
  );

export type CommandType = PostingInput['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
/** The commands that name their account by member and currency. */
export type AccountCommand = CommandOf<'grant' | 'deduct' | 'reserve' | 'adjust'>;
export const isOnAccount = (command: Command): command is AccountCommand => 'member' in command;

/** A posting as it was asked for. */
export interface Request {
  readonly input: PostingInput;
  /** As it was understood by the rules that were known then; missing where it is only looked at once they are locked. */
  readonly understood?: { readonly command: Command; readonly rulebook: Rulebook };
}
