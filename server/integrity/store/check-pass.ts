import type { FindingKind, Scope } from '../../contract';
import { type AccountId, inList } from '../../kernel';
import { TABLES } from '../../ledger';

export interface Comparison {
  readonly kind: FindingKind;
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
  readonly isMoney?: boolean;
  /** Whether the two differ, where there is a faster way to say it. */
  readonly differs?: string;
  /** Where it differs, nothing is told yet: another pass has to ask what it is. */
  readonly isHint?: boolean;
}

/** One pass over a projection: where it reads from, and what it compares. */
export interface Pass {
  readonly from: string;
  readonly accountId: string;
  readonly subject: string | null;
  readonly where?: string;
  readonly comparisons: readonly Comparison[];
}

/** Which accounts are compared: those of a member or a currency, or these. */
export type AccountScope = Scope | { readonly accountIds: readonly AccountId[] };

/** The condition by which a pass keeps to its accounts, on the column that holds the account's id. */
export interface Within {
  readonly isAll: boolean;
  on(column: string): string;
}

/** Named bindings and written-out ids, because a pass may say it several times. */
export function within(scope: AccountScope): Within {
  if ('accountIds' in scope) {
    return { isAll: false, on: (column) => inList(column, scope.accountIds) };
  }
  const conditions = (['member', 'currency'] as const).filter((name) => scope[name] !== undefined);
  if (conditions.length === 0) return { isAll: true, on: () => '1 = 1' };
  const where = conditions.map((name) => `${name} = :${name}`).join(' AND ');
  return { isAll: false, on: (column) => `${column} IN (SELECT id FROM ${TABLES.accounts} WHERE ${where})` };
}

/** A hold or an open item that no row made. */
export const orphanPass = (kind: FindingKind, table: string, where: string, { on }: Within): Pass => ({
  from: `${table} p LEFT JOIN ${TABLES.entries} e ON e.id = p.id AND ${where}`,
  accountId: 'p.account_id',
  subject: 'p.id',
  where: on('p.account_id'),
  comparisons: [{ kind, field: 'accountId', expected: 'COALESCE(e.account_id, 0)', actual: 'p.account_id' }],
});
