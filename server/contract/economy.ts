import type { DecimalString, FindingDto, IsoInstant, LeftAloneDto, PageDto } from './ledger';
import type { CurrencyNameDto, ExpiringLotDto, LedgerRowDto } from './ledger-list';

/** The days that "lately" means on the economy's cards (B9), and how far ahead an expiry counts as soon. */
export const ECONOMY_DAYS = 30;

/** B9. One currency at a glance. Amounts are decimal strings in its scale. */
export interface CurrencyFiguresDto extends CurrencyNameDto {
  /** The sum of all balances. */
  readonly inCirculation: DecimalString;
  /** Of that, what holds keep back. */
  readonly held: DecimalString;
  /** Accounts with a balance above zero. */
  readonly holders: number;
  /** Granted in the last `ECONOMY_DAYS` days, positive adjustments included, reversed grants taken off. */
  readonly issued: DecimalString;
  /** Spent in the last `ECONOMY_DAYS` days, reversed spends taken off. */
  readonly redeemed: DecimalString;
  /** Written off in the last `ECONOMY_DAYS` days. */
  readonly expired: DecimalString;
}

export interface EconomyDto {
  readonly currencies: readonly CurrencyFiguresDto[];
  readonly asOf: IsoInstant;
}

export const HEALTH_FINDINGS = 100;

/** A health that was found longer ago than this is looked for again: five minutes, in milliseconds. */
export const HEALTH_LASTS = 5 * 60 * 1000;

/** B12. What the last check of the projections found. */
export interface LedgerHealthDto {
  readonly checkedAt: IsoInstant;
  readonly accountsChecked: number;
  /** Accounts whose projection the ledger does not bear out. */
  readonly accountsDrifted: number;
  /** The first of what was found, at most `HEALTH_FINDINGS`. */
  readonly findings: readonly FindingDto[];
  /** How long the check took, in milliseconds. */
  readonly tookMs: number;
}

/** B12. What a rebuild did, and how the projections stand after it. */
export interface RebuildDto {
  readonly accountsRebuilt: number;
  /** Accounts of which nothing was rebuilt, because their ledger rows are damaged. */
  readonly accountsLeftAlone: number;
  /** The first of them, at most `HEALTH_FINDINGS`. */
  readonly leftAlone: readonly LeftAloneDto[];
  readonly health: LedgerHealthDto;
}

/** One day of one currency, in UTC. */
export interface EconomyDayDto {
  /** `2026-11-21` */
  readonly day: string;
  readonly issued: DecimalString;
  readonly spent: DecimalString;
  readonly expired: DecimalString;
}

/** What the overview shows beside the economy's cards. */
export interface OverviewDto {
  readonly economy: EconomyDto;
  readonly series: readonly { readonly currency: string; readonly days: readonly EconomyDayDto[] }[];
  readonly attention: {
    /** Open lots with something free that expire within `ECONOMY_DAYS` days. */
    readonly lotsExpiringSoon: number;
    /** Lots past their expiry that no task has written off yet. */
    readonly lotsOverdue: number;
    /** Open holds past their time-out that no task has released yet. */
    readonly holdsOverdue: number;
  };
  /** The newest rows, at most `OVERVIEW_ROWS`. */
  readonly latest: readonly LedgerRowDto[];
}

export const OVERVIEW_ROWS = 8;

export type ExpiringLotsDto = PageDto<ExpiringLotDto>;
