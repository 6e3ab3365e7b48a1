import type { LedgerListDto, LedgerRowDto, MemberDto, MemberLedgerSort } from '../../contract';
import { formatAmount, pageOf, type PageRequest, present, RewardsError, toIso } from '../../kernel';
import type { Sorting } from '../../kernel/query';
import { statusOf } from '../entries';
import { type MemberAccount, readAccounts } from './account-store';
import { type MemberEntry, readMemberEntries } from './entry-store';
import type { DetailDependencies } from './get-member';

export interface MemberEntriesRequest extends PageRequest {
  readonly member: string;
  readonly sort: Sorting<MemberLedgerSort>;
}

/**
 * B15. A page of a member's own ledger, over all their currencies; one past the end is empty.
 *
 * @throws MEMBER_NOT_FOUND
 */
export async function listMemberEntries(
  { db, members }: Pick<DetailDependencies, 'db' | 'members'>,
  { member: id, sort, ...asked }: MemberEntriesRequest,
): Promise<LedgerListDto> {
  const member = await members.get(id);
  if (!member) throw new RewardsError('MEMBER_NOT_FOUND', { member: id });
  const accounts = await readAccounts(db, id);
  const total = accounts.reduce((sum, { sequence }) => sum + sequence, 0);
  const ids = accounts.map((account) => account.id);
  return pageOf(asked, total, async (span) =>
    (await readMemberEntries(db, ids, { ...span, sort })).map((entry) => toRow(entry, member, accounts)),
  );
}

function toRow(entry: MemberEntry, member: MemberDto, accounts: readonly MemberAccount[]): LedgerRowDto {
  const account = present(
    accounts.find(({ id }) => id === entry.accountId),
    'the account of a row',
  );
  const { scale } = account;
  return {
    id: entry.id,
    type: entry.type,
    status: statusOf(entry),
    member: { id: member.documentId, name: member.name, handle: member.handle },
    currency: { code: account.currency, name: account.currencyName, scale },
    amount: formatAmount(entry.amount, scale),
    held: formatAmount(entry.held, scale),
    lotId: entry.lotId,
    reason: entry.reason,
    rule: entry.rule,
    eventId: entry.eventId,
    effectiveAt: toIso(entry.effectiveAt),
    postedAt: toIso(entry.postedAt),
  };
}
