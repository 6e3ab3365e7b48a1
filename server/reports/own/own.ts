/** V5. What a member sees of themselves: figures and rows in words, without keys, hashes and internal ids. */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import {
  type MemberBalanceDto,
  type MembersService,
  type OwnEntryDto,
  type OwnExpiryDto,
  type OwnHistoryDto,
  SITE_LIMITS,
  type SiteLocale,
} from '../../contract';
import { type Db, formatAmount, RewardsError, toIso, toIsoOrNull } from '../../kernel';
import { readCurrencies } from '../../currencies';
import { readAccounts } from '../member/account-store';
import { balanceIn } from '../member/balances';
import { currencyOf } from '../member/schedule';
import { readExpiringLots } from '../member/schedule-store';
import { type Mark, type OwnEntry, readOwnEntries } from './own-store';
import { wordsFor } from './words';

export interface OwnDependencies {
  readonly db: Db;
  readonly members: Pick<MembersService, 'balances'>;
}

/** The balances in every currency, zero where there is no account; whoever is no member has none (V6). */
export async function ownBalances(
  { db, members }: OwnDependencies,
  member: string | null,
): Promise<MemberBalanceDto[]> {
  const balances = member === null ? [] : await members.balances(member);
  return (await readCurrencies(db)).map((currency) => balanceIn(currency, balances));
}

export interface OwnHistoryRequest {
  /** What `next` said. */
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** One currency alone, by its code. */
  readonly currency?: string | undefined;
  readonly locale: SiteLocale;
}

/**
 * A member's rows, newest first, over all currencies or in one.
 *
 * @throws INVALID_INPUT for a cursor that none was given
 */
export async function ownHistory(
  { db }: Pick<OwnDependencies, 'db'>,
  member: string,
  { cursor, limit, currency, locale }: OwnHistoryRequest,
): Promise<OwnHistoryDto> {
  const mark = cursor === undefined ? undefined : readCursor(cursor);
  const all = await readAccounts(db, member);
  const accounts = currency === undefined ? all : all.filter((account) => account.currency === currency);
  const ids = accounts.map(({ id }) => id);
  const found = ids.length === 0 ? [] : await readOwnEntries(db, ids, mark, limit + 1);
  const page = found.slice(0, limit);
  const rows = page.map((entry): OwnEntryDto => {
    const of = currencyOf(entry.accountId, accounts);
    return {
      at: toIso(entry.postedAt),
      currency: of,
      type: entry.type,
      text: wordsFor(locale, entry),
      reason: entry.reason,
      amount: formatAmount(entry.amount, of.scale),
      held: formatAmount(entry.held, of.scale),
      balanceAfter: formatAmount(entry.balanceAfter, of.scale),
      expiresAt: entry.type === 'reserve' ? null : toIsoOrNull(entry.expiresAt),
    };
  });
  const last = page.at(-1);
  return { rows, next: found.length > limit && last ? cursorOf(last) : null };
}

const cursorOf = ({ postedAt, id }: OwnEntry): string =>
  Buffer.from(JSON.stringify([postedAt, id])).toString('base64url');

const cursorContent = z.tuple([z.int().min(0), z.string().regex(/^[0-9A-Z]{26}$/)]);

function readCursor(cursor: string): Mark {
  try {
    const [postedAt, id] = cursorContent.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { postedAt, id };
  } catch {
    throw new RewardsError('INVALID_INPUT', { field: 'cursor', problem: 'must be what "next" of another page said.' });
  }
}

/** What of a member's expires, lot by lot, soonest first; at most `SITE_LIMITS.lots`. */
export async function ownExpiry({ db }: Pick<OwnDependencies, 'db'>, member: string): Promise<OwnExpiryDto[]> {
  const accounts = await readAccounts(db, member);
  const lots = await readExpiringLots(
    db,
    accounts.map(({ id }) => id),
    SITE_LIMITS.lots,
  );
  return lots.map((lot) => {
    const currency = currencyOf(lot.accountId, accounts);
    return {
      currency,
      earnedAt: toIso(lot.earnedAt),
      expiresAt: toIso(lot.expiresAt),
      amount: formatAmount(lot.amount, currency.scale),
      remaining: formatAmount(lot.remaining, currency.scale),
      held: formatAmount(lot.held, currency.scale),
    };
  });
}
