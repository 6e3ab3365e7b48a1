import type { Knex } from 'knex';
import type { Db, Milliseconds } from '../../kernel';
import { type AffiliateSystem, readSystems } from './system-store';

/** What is read is of at most this age when another process edits it. */
const LONGEST_AGE: Milliseconds = 1_000;
/**
 * In a transaction, where looking again would cost every posting a statement. Whoever sends events looks again every second anyway,
 * so this is the age in a process that sends none.
 */
const LONGEST_AGE_IN_TRANSACTION: Milliseconds = 60_000;

interface Dependencies {
  readonly db: Knex;
  currentTransaction(): Knex.Transaction | undefined;
}

/** The systems that there are. */
export interface SystemsSource {
  /** A second old at most; in a transaction a minute. */
  all(): Promise<readonly AffiliateSystem[]>;
  /** By its code, also one that was made a moment ago. */
  find(code: string): Promise<AffiliateSystem | undefined>;
  /** To be called when one was edited here. */
  forget(): void;
}

/** Keeps the systems, so that neither a posting nor an event reads them. */
export function createSystemsSource({ db, currentTransaction }: Dependencies): SystemsSource {
  let kept: { readonly systems: readonly AffiliateSystem[]; readonly readAt: Milliseconds } | undefined;

  const read = async (from: Db): Promise<readonly AffiliateSystem[]> => {
    const readAt = performance.now();
    const systems = await readSystems(from, from !== db);
    // What a transaction has written itself is nobody else's yet.
    if (from === db) kept = { systems, readAt };
    return systems;
  };

  async function all(): Promise<readonly AffiliateSystem[]> {
    const trx = currentTransaction();
    const longest = trx ? LONGEST_AGE_IN_TRANSACTION : LONGEST_AGE;
    return kept && performance.now() - kept.readAt < longest ? kept.systems : read(trx ?? db);
  }

  return {
    all,
    async find(code) {
      const byCode = (system: AffiliateSystem) => system.code === code;
      return (await all()).find(byCode) ?? (await read(currentTransaction() ?? db)).find(byCode);
    },
    forget() {
      kept = undefined;
    },
  };
}
