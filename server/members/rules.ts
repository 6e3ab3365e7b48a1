import type { Knex } from 'knex';
import type { Db, Dialect, Milliseconds } from '../kernel';
import type { CurrencyRules, Rulebook } from '../ledger';
import { lockVersion, raiseVersion, readVersion } from './rules-version-store';
import { ladder, standing, type Rung, type StandingRules } from './standing-rules';
import { readLevels, readTiers, type LevelContent, type TierContent } from './standing-store';

/** A currency, and what hangs on its accounts (L26). */
export interface DrivingCurrency extends CurrencyRules {
  readonly name: string;
  readonly drivesLevels: boolean;
  readonly drivesTiers: boolean;
}

type LevelRung = Omit<LevelContent, 'threshold'> & Rung;
export type TierRung = Omit<TierContent, 'threshold'> & Rung;

/** What is in force: every currency, and what levels and tiers follow. */
export interface Rules extends StandingRules<LevelRung, TierRung> {
  readonly currencies: readonly DrivingCurrency[];
}

type ReadCurrencies = RulesDependencies['readCurrencies'];

/**
 * Reads the rules as the database shows them.
 *
 * @param present shows what is committed now, also in a transaction whose snapshot is older (MySQL)
 */
async function readRules(db: Db, readCurrencies: ReadCurrencies, present: boolean): Promise<Rules> {
  const currencies = await readCurrencies(db, present);
  const levels = await readLevels(db, present);
  const tiers = await readTiers(db, present);
  return {
    currencies,
    levels: ladder(
      currencies.find(({ drivesLevels }) => drivesLevels),
      levels,
    ),
    tiers: ladder(
      currencies.find(({ drivesTiers }) => drivesTiers),
      tiers,
    ),
  };
}

/** The rules as the ledger asks for them. */
export function toRulebook(rules: Rules, clockSkew: Milliseconds): Rulebook {
  const currencies = new Map(rules.currencies.map((currency) => [currency.code, currency]));
  return {
    clockSkew,
    currency: (code) => currencies.get(code),
    drives: (currency) => ({ level: rules.levels?.currency === currency, tier: rules.tiers?.currency === currency }),
    standing: (currency, figures) => standing(rules, currency, figures),
  };
}

/** Reads from outside a posting see rules of at most this age, in milliseconds, when another process edits them. */
const LONGEST_AGE: Milliseconds = 1_000;

export interface RulesDependencies {
  readonly db: Knex;
  readonly dialect: Dialect;
  /** L42. How far ahead an instant may lie and be taken as now. */
  readonly clockSkew: Milliseconds;
  readCurrencies(db: Db, present: boolean): Promise<readonly DrivingCurrency[]>;
  currentTransaction(): Knex.Transaction | undefined;
  /** A clock that only rises, for the age of what is kept. */
  monotonic?(): Milliseconds;
}

/** Rules, also as the ledger asks for them. */
export interface RulesInForce {
  readonly rules: Rules;
  readonly rulebook: Rulebook;
}

export interface RulesSource {
  /** The rules, at most a second old: for reads, and to check input by. */
  current(): Promise<Rules>;
  rulebook(): Promise<Rulebook>;
  /** The rules in force, which nobody edits before the transaction ends: what is decided by (L26, D8). */
  lock(trx: Knex.Transaction): Promise<RulesInForce>;
  /** The rules as a snapshot shows them, for what is compared with it. */
  readIn(db: Db): Promise<Rulebook>;
  /**
   * Keeps everybody from deciding until the transaction ends, because the rules are being edited in it. Waits for the
   * transactions that have decided by them.
   *
   * @throws LEDGER_BUSY when one of those goes on for too long
   */
  lockForEdit(trx: Knex.Transaction): Promise<void>;
}

interface Kept extends RulesInForce {
  readonly version: number;
  readonly readAt: Milliseconds;
}

/**
 * Keeps the rules for a second at most, and not at all once this process has edited them. A transaction that edited them
 * reads its own edits; every other one reads what is committed. What is decided by is kept as long as its version, which
 * every edit raises and every decision locks.
 */
export function createRulesSource(dependencies: RulesDependencies): RulesSource {
  const {
    db,
    dialect,
    clockSkew,
    readCurrencies,
    currentTransaction,
    monotonic = () => performance.now(),
  } = dependencies;
  const edited = new WeakSet<Knex.Transaction>();
  let kept: Kept | undefined;
  let reading: Promise<Kept> | undefined;

  /** @param version the one that is locked, if one is */
  const read = async (from: Db, version?: number): Promise<Kept> => {
    const readAt = monotonic();
    // Before the rules: those that are newer than their version are read once more, those that are older never pass.
    const known = version ?? (await readVersion(from));
    const rules = await readRules(from, readCurrencies, version !== undefined);
    return { rules, rulebook: toRulebook(rules, clockSkew), version: known, readAt };
  };

  async function load(): Promise<Kept> {
    const trx = currentTransaction();
    // Inside a transaction nothing may wait for another connection: SQLite has but one, and the transaction holds it.
    if (trx && edited.has(trx)) return read(trx);
    if (kept && monotonic() - kept.readAt < LONGEST_AGE) return kept;
    if (trx) return read(trx);
    const mine = (reading ??= read(db));
    try {
      const fresh = await mine;
      if (reading === mine) kept = fresh;
      return fresh;
    } finally {
      if (reading === mine) reading = undefined;
    }
  }

  function forget(): void {
    kept = undefined;
    reading = undefined;
  }

  function noteEdit(trx: Knex.Transaction): void {
    if (edited.has(trx)) return;
    edited.add(trx);
    // Whoever reads before the commit keeps the rules from before it: they are forgotten again once it is over.
    void trx.executionPromise.then(forget, forget);
  }

  return {
    current: async () => (await load()).rules,
    rulebook: async () => (await load()).rulebook,
    readIn: async (from) => toRulebook(await readRules(from, readCurrencies, false), clockSkew),
    async lock(trx) {
      const version = await lockVersion(trx, dialect);
      if (edited.has(trx)) return read(trx, version);
      if (kept?.version === version) return kept;
      const fresh = await read(trx, version);
      kept = fresh;
      return fresh;
    },
    async lockForEdit(trx) {
      forget();
      noteEdit(trx);
      await raiseVersion(trx, dialect);
    },
  };
}
