import type { ReconciliationState } from '../../contract';
import { type AccountId, type Db, type Milliseconds, readAccountId, readInteger } from '../../kernel';
import { CURRENCIES_TABLE } from '../../currencies';
import { TABLES } from '../../ledger';

/** An account of a member. */
export interface MemberAccount {
  readonly id: AccountId;
  readonly currency: string;
  readonly currencyName: string;
  readonly scale: number;
  /** The number of its last row, and so how many it has (L5). */
  readonly sequence: number;
  readonly reconciliationStatus: ReconciliationState;
  readonly lastReconciledAt: Milliseconds | null;
}

type Numbers = 'id' | 'scale' | 'sequence' | 'lastReconciledAt';

/** A member's accounts, in the order in which their currencies were made. */
export async function readAccounts(db: Db, member: string): Promise<MemberAccount[]> {
  const rows = (await db(`${TABLES.accounts} as a`)
    .join(`${CURRENCIES_TABLE} as c`, 'c.code', 'a.currency')
    .select({ id: 'a.id', currency: 'a.currency', currencyName: 'c.name', scale: 'c.scale', sequence: 'a.sequence' })
    .select({ reconciliationStatus: 'a.reconciliation_status', lastReconciledAt: 'a.last_reconciled_at' })
    .where('a.member', member)
    .orderBy('c.id')) as (Omit<MemberAccount, Numbers> & Record<Numbers, unknown>)[];
  return rows.map((row) => ({
    ...row,
    id: readAccountId(row.id),
    scale: readInteger(row.scale),
    sequence: readInteger(row.sequence),
    lastReconciledAt: row.lastReconciledAt === null ? null : readInteger(row.lastReconciledAt),
  }));
}
