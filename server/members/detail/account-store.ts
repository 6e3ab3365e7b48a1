import { type Db, readInteger } from '../../kernel';
import { TABLES } from '../../ledger';

/** An account of a member. */
export interface MemberAccount {
  readonly id: number;
  readonly currency: string;
  readonly currencyName: string;
  readonly scale: number;
  /** The number of its last row, and so how many it has (L5). */
  readonly sequence: number;
}

/** A member's accounts, in the order in which their currencies were made. */
export async function readAccounts(db: Db, member: string): Promise<MemberAccount[]> {
  const rows = (await db(`${TABLES.accounts} as a`)
    .join(`${TABLES.currencies} as c`, 'c.code', 'a.currency')
    .select({ id: 'a.id', currency: 'a.currency', currencyName: 'c.name', scale: 'c.scale', sequence: 'a.sequence' })
    .where('a.member', member)
    .orderBy('c.id')) as (Omit<MemberAccount, 'id' | 'scale' | 'sequence'> &
    Record<'id' | 'scale' | 'sequence', unknown>)[];
  return rows.map((row) => ({
    ...row,
    id: readInteger(row.id),
    scale: readInteger(row.scale),
    sequence: readInteger(row.sequence),
  }));
}
