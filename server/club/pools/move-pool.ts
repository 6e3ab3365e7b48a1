import type { Knex } from 'knex';
import { z } from 'zod';
import {
  CLUB_LIMITS,
  LIMITS,
  type PoolDto,
  type PoolInput,
  type PoolMoveInput,
  type PoolMoveResult,
  type PoolRowDto,
} from '../../contract';
import {
  type Clock,
  type Db,
  formatAmount,
  type IdSource,
  invariant,
  negate,
  onCommit,
  parsePositiveAmount,
  RewardsError,
  sha256,
  toIso,
  ZERO,
} from '../../kernel';
import { parseInput } from '../../kernel/http';
import { actorField, amountField, nameField } from '../../kernel/query';
import { codeField } from '../missions/definition';
import { PoolAccount } from './pool-account';
import { findRowByKey, insertPool, lockPools, type Pool, type PoolRow, readPools, writePools } from './pool-store';
import { readWaiting } from './waiting-store';

export interface PoolDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Decimals of a currency; undefined: there is none of that code. */
  scaleOf(currency: string): Promise<number | undefined>;
  /** Called when a pool has money that payouts may wait for. */
  onFunded(): void;
}

const poolFields = z.strictObject({
  code: codeField(CLUB_LIMITS.code),
  name: nameField(CLUB_LIMITS.name),
  currency: nameField(32),
  actor: actorField.optional(),
});

/** E14. Makes a pool: see `ClubService.createPool`. */
export async function createPool(deps: PoolDependencies, input: PoolInput): Promise<PoolDto> {
  const { code, name, currency, actor = null } = parseInput(poolFields, input);
  const scale = await requireScale(deps, currency);
  const now = deps.clock.now();
  const pool: Pool = {
    ...{ id: deps.newId(now), code, name, currency, available: ZERO, funded: ZERO, paid: ZERO },
    ...{ sequence: 0, waiting: 0, actor, createdAt: now },
  };
  return deps.inTransaction(async (trx) => {
    if (!(await insertPool(trx, pool))) throw new RewardsError('POOL_EXISTS', { field: 'code', pool: code });
    return toPoolDto(pool, scale, 0n);
  });
}

const moveFields = z.strictObject({
  pool: nameField(CLUB_LIMITS.code),
  amount: amountField,
  reason: nameField(CLUB_LIMITS.note).refine((value) => value.trim() !== '', 'must not be blank.'),
  idempotencyKey: nameField(LIMITS.idempotencyKey),
  actor: actorField.optional(),
});

/**
 * E14. Funds a pool or withdraws from it: see `ClubService.fundPool` and `withdrawFromPool`.
 *
 * @param move which of the two
 */
export async function movePool(
  deps: PoolDependencies,
  move: 'fund' | 'withdraw',
  input: PoolMoveInput,
): Promise<PoolMoveResult> {
  const { pool: code, amount: given, reason, idempotencyKey, actor = null } = parseInput(moveFields, input);
  return deps.inTransaction(async (trx) => {
    const locked = (await lockPools(trx, [code])).get(code);
    if (!locked) throw new RewardsError('POOL_NOT_FOUND', { pool: code });
    const scale = await requireScale(deps, locked.currency);
    const amount = parsePositiveAmount(given, scale);
    const signed = move === 'fund' ? amount : negate(amount);
    const key = sha256(JSON.stringify([locked.id, idempotencyKey]));
    const before = await findRowByKey(trx, key);
    if (before) {
      requireSame(before, { move, amount: signed, reason, idempotencyKey });
      return resultOf(trx, locked, before, scale, true);
    }
    const account = new PoolAccount(locked, deps.newId);
    if (move === 'withdraw' && locked.available < amount) {
      const details = { pool: code, available: formatAmount(locked.available, scale), currency: locked.currency };
      throw new RewardsError('POOL_TOO_LOW', { ...details, requested: formatAmount(amount, scale) });
    }
    if (!account.canTake(signed)) throw new RewardsError('AMOUNT_OVERFLOW', { field: 'amount' });
    const row = account.move(move, signed, { key, reason, actor }, deps.clock.now());
    await writePools(trx, [account.pool], account.rows);
    if (move === 'fund') onCommit(trx, deps.onFunded);
    return resultOf(trx, account.pool, row, scale, false);
  });
}

function requireSame(
  before: PoolRow,
  asked: Pick<PoolRow, 'move' | 'amount' | 'reason'> & { readonly idempotencyKey: string },
): void {
  const field = (['move', 'amount', 'reason'] as const).find((name) => before[name] !== asked[name]);
  if (field !== undefined) {
    throw new RewardsError('IDEMPOTENCY_CONFLICT', { idempotencyKey: asked.idempotencyKey, field });
  }
}

async function resultOf(trx: Db, pool: Pool, row: PoolRow, scale: number, replayed: boolean): Promise<PoolMoveResult> {
  const waiting = (await readWaiting(trx, [pool.id])).get(pool.id) ?? 0n;
  return { pool: toPoolDto(pool, scale, waiting), row: toPoolRowDto(row, scale), replayed };
}

/** Every pool: see `ClubService.pools`. */
export const listPools = async (deps: Pick<PoolDependencies, 'scaleOf'>, db: Db): Promise<readonly PoolDto[]> =>
  poolDtos(deps, db, await readPools(db));

/** Pools as they are told. */
export async function poolDtos(
  deps: Pick<PoolDependencies, 'scaleOf'>,
  db: Db,
  pools: readonly Pool[],
): Promise<PoolDto[]> {
  const waiting = await readWaiting(
    db,
    pools.flatMap(({ id, waiting: count }) => (count > 0 ? [id] : [])),
  );
  const told: PoolDto[] = [];
  for (const pool of pools) {
    const scale = await deps.scaleOf(pool.currency);
    invariant(scale !== undefined, `the currency ${pool.currency} of a pool is not there`);
    told.push(toPoolDto(pool, scale, waiting.get(pool.id) ?? 0n));
  }
  return told;
}

async function requireScale({ scaleOf }: Pick<PoolDependencies, 'scaleOf'>, currency: string): Promise<number> {
  const scale = await scaleOf(currency);
  if (scale === undefined) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  return scale;
}

const toPoolDto = (pool: Pool, scale: number, waitingAmount: bigint): PoolDto => ({
  ...{ id: pool.id, code: pool.code, name: pool.name, currency: pool.currency, waiting: pool.waiting },
  available: formatAmount(pool.available, scale),
  funded: formatAmount(pool.funded, scale),
  paid: formatAmount(pool.paid, scale),
  waitingAmount: formatAmount(waitingAmount, scale),
});

export const toPoolRowDto = (row: PoolRow, scale: number): PoolRowDto => ({
  ...{ id: row.id, move: row.move, payout: row.payout, reason: row.reason, actor: row.actor, at: toIso(row.at) },
  amount: formatAmount(row.amount, scale),
  availableAfter: formatAmount(row.availableAfter, scale),
});
