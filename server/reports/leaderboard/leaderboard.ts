import { type CurrencyNameDto, type LeaderboardDto, type LeaderboardPeriod, type OwnRankDto } from '../../contract';
import {
  type Clock,
  DAY,
  type Db,
  type Dialect,
  formatAmount,
  type Milliseconds,
  type PageRequest,
  RewardsError,
  toIsoOrNull,
} from '../../kernel';
import { readCurrencies, toCurrencyName } from '../../currencies';
import { findMemberRows, readLatestConsentChange } from '../../members';
import { readEarnedSince, readLifetimes, readRanked } from './leaderboard-store';
import { Ranking } from './ranking';

/** How old a ranking may be. A change of anybody's consent makes a new one at once (V7). */
const LONGEST_AGE: Milliseconds = 30_000;

export interface LeaderboardDependencies {
  readonly db: Db;
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** A clock that only rises, for the age of what is kept. */
  monotonic?(): Milliseconds;
}

export interface LeaderboardRequest {
  readonly currency: string;
  readonly period: LeaderboardPeriod;
}

interface Kept {
  readonly ranking: Promise<Ranking>;
  readonly readAt: Milliseconds;
  readonly consentChange: number;
}

export interface Leaderboards {
  /** V4. A page, and how many there are in all. @throws UNKNOWN_CURRENCY */
  page(request: LeaderboardRequest & PageRequest): Promise<{ readonly board: LeaderboardDto; readonly total: number }>;
  /** V4. Where a member stands, in the very same ranking. @throws UNKNOWN_CURRENCY */
  rankOf(request: LeaderboardRequest, member: string | null): Promise<OwnRankDto>;
}

/**
 * V4. A ranking is worked out whole and kept for half a minute, so that all pages of it fit together and a rank outside the
 * page is the one in the list.
 */
export function createLeaderboards(dependencies: LeaderboardDependencies): Leaderboards {
  const { db, dialect, clock, monotonic = () => performance.now() } = dependencies;
  const kept = new Map<string, Kept>();

  async function currencyOf(code: string): Promise<CurrencyNameDto> {
    const found = (await readCurrencies(db)).find((currency) => currency.code === code);
    if (!found) throw new RewardsError('UNKNOWN_CURRENCY', { currency: code });
    return toCurrencyName(found);
  }

  async function rankingOf(currency: string, since: Milliseconds | null): Promise<Ranking> {
    const key = `${currency} ${String(since)}`;
    const consentChange = await readLatestConsentChange(db);
    const known = kept.get(key);
    if (known?.consentChange === consentChange && monotonic() - known.readAt < LONGEST_AGE) return known.ranking;
    const earned = since === null ? readLifetimes(db, currency) : readEarnedSince(db, dialect, currency, since);
    const ranking = earned.then((all) => new Ranking(all));
    for (const [old, { readAt }] of kept) if (monotonic() - readAt >= LONGEST_AGE) kept.delete(old);
    kept.set(key, { ranking, readAt: monotonic(), consentChange });
    ranking.catch(() => kept.delete(key));
    return ranking;
  }

  return {
    async page({ currency: code, period, page, pageSize }) {
      const currency = await currencyOf(code);
      const since = beginOf(period, clock.now());
      const { places } = await rankingOf(code, since);
      const asked = places.slice((page - 1) * pageSize, page * pageSize);
      const shown = await readRanked(
        db,
        asked.map(({ member }) => member),
      );
      const rows = asked.flatMap(({ member, rank, amount }) => {
        // Whoever was deleted or made anonymous since has no consent that changed.
        const ranked = shown.get(member);
        return ranked ? [{ rank, amount: formatAmount(amount, currency.scale), ...ranked }] : [];
      });
      return { board: { currency, period, since: toIsoOrNull(since), rows }, total: places.length };
    },
    async rankOf({ currency: code, period }, id) {
      const currency = await currencyOf(code);
      const since = beginOf(period, clock.now());
      const ranking = await rankingOf(code, since);
      const row = id === null ? undefined : (await findMemberRows(db, [id])).get(id);
      const place = row === undefined ? undefined : ranking.placeOf(row);
      return {
        ...{ currency, period, since: toIsoOrNull(since) },
        rank: place?.rank ?? null,
        amount: place ? formatAmount(place.amount, currency.scale) : null,
        of: ranking.places.length,
      };
    },
  };
}

/** 1970-01-01 was a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** When a period began that an instant is in, by UTC; null for all time. */
export function beginOf(period: LeaderboardPeriod, now: Milliseconds): Milliseconds | null {
  if (period === 'all') return null;
  if (period === 'week') return now - ((((now - FIRST_MONDAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY));
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
