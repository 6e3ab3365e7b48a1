/** What is driven beside the model: the ledger of a real Strapi, or its rules by themselves. */
import type { ErrorCode, LedgerService, PostingInput } from '../../server/contract';
import { documents, type Refused, withCode } from '../db/content';
import type { ManualClock } from '../support/clock';
import type { OpenLedger } from '../support/ledger';
import { effectiveBalance } from './books-store';
import type { RuleChange } from './commands';
import { rebuildEqualsLive } from './inspect';
import type { Rank } from './rules';

export type Edit =
  | { readonly kind: 'currency'; readonly code: string; readonly data: RuleChange }
  | { readonly kind: Rank; readonly code: string; readonly data: { readonly threshold: string } };

export interface AccountName {
  readonly member: string;
  readonly currency: string;
}

export interface Subject {
  readonly clock: ManualClock;
  /** An idempotency key that no other call has answered. */
  key(): string;
  readonly ledger: Pick<LedgerService, PostingInput['type'] | 'postMany' | 'expireDue' | 'balance'>;
  /** Work in a transaction of a host's, which is undone when the work throws. */
  inTransaction(work: () => Promise<void>): Promise<void>;
  /** @returns the code of the refusal, or null */
  edit(edit: Edit): Promise<ErrorCode | null>;
  /** L33. What the rows that had taken effect at an instant add up to, by another way than the ledger's. */
  effectiveBalance(account: AccountName, at: number): Promise<bigint>;
  /** L31. */
  rebuildEqualsLive(members: readonly string[], damage: boolean): Promise<void>;
}

export const subjectOf = (open: OpenLedger): Subject => ({
  clock: open.clock,
  key: open.key,
  ledger: open.ledger,
  async inTransaction(work) {
    await open.strapi.db.transaction(work);
  },
  /** Through the Document Service, as an editor does; in a host's transaction, too. */
  async edit({ kind, code, data }) {
    const { documentId } = await withCode(open, kind, code);
    try {
      await documents(open, kind).update({ documentId, data });
      return null;
    } catch (error) {
      const code = (error as Partial<Refused>).details?.code;
      if (code === undefined) throw error;
      return code;
    }
  },
  effectiveBalance: (account, at) => effectiveBalance(open.knex, account, at),
  rebuildEqualsLive: (members, damage) => rebuildEqualsLive(open, members, damage),
});
