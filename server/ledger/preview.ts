import type { Knex } from 'knex';
import type { AccountFiguresDto, LotChangeDto, PostingInput, PostingPreviewDto } from '../contract';
import { formatAmount, invariant, minus, present, toIso, toIsoOrNull, ZERO } from '../kernel';
import { AccountIds } from './account-ids';
import { balance } from './balance';
import { executeBatch, HELD } from './posting/batch';
import { toEntryDto } from './dto';
import type { Engine } from './engine';
import { lockTargets } from './posting/resolve';
import { type Standing, unearned } from './rulebook';
import type { Account, Lot } from './state';
import { readAccount } from './store/account-store';
import { entriesBetween } from './store/history-store';
import { openLotsOf } from './store/lot-store';
import { toCommand } from './posting/validate';

/** Rows that one posting writes along with its own are few; lots that fall due together are the most of them. */
const ROWS = 5_000;

/**
 * What a posting would do, found out by posting it and taking it back again: no second code tells it, so none can differ.
 * In the caller's transaction, if there is one, which thereby shows what it has posted itself. The account is locked
 * meanwhile.
 *
 * @throws RewardsError as the posting itself
 */
export function preview(engine: Engine, input: PostingInput): Promise<PostingPreviewDto> {
  return engine.transactions.rollBackAfter((trx) => tryOut(engine, trx, input));
}

async function tryOut(engine: Engine, trx: Knex.Transaction, input: PostingInput): Promise<PostingPreviewDto> {
  // An account that is opened here is gone after it, so nothing of it may be remembered.
  const inside: Engine = { ...engine, accountIds: new AccountIds() };
  const rulebook = await engine.lockRules(trx);
  const command = toCommand(input, rulebook, engine.clock.now());
  const before = [...(await lockTargets(inside, trx, [command])).accounts.values()][0];
  const lotsBefore = before ? await openLotsOf(trx, before.id) : new Map<string, Lot>();
  const figuresBefore = before && (await figuresOf(inside, before));

  const [outcome] = await executeBatch(inside, trx, [{ input, understood: { command, rulebook } }]);
  const done = present(outcome, 'the outcome of a posting');
  invariant(done !== HELD, 'a preview waits for the account');
  if (!done.ok) throw done.error;

  const { member, currency } = done.entry;
  const { scale } = done;
  const after = present(await readAccount(trx, { member, currency }), 'the account of a posting');
  const lotsAfter = await openLotsOf(trx, after.id);
  const entries = await entriesBetween(trx, after.id, before?.sequence ?? 0, after.sequence, ROWS);
  return {
    member,
    currency,
    before: figuresBefore ?? nothing(scale, unearned(rulebook, currency)),
    after: await figuresOf(inside, after),
    lots: changesBetween(lotsBefore, lotsAfter, scale),
    entries: entries.map((entry) => toEntryDto(entry, scale)),
  };
}

async function figuresOf(engine: Engine, { member, currency, level, tier }: Account): Promise<AccountFiguresDto> {
  const figures = await balance(engine, { member, currency });
  return {
    balance: figures.balance,
    held: figures.held,
    available: figures.available,
    lifetimeEarned: figures.lifetimeEarned,
    level,
    tier,
  };
}

/** What somebody has who has no account yet. */
function nothing(scale: number, { level, tier }: Standing): AccountFiguresDto {
  const zero = formatAmount(ZERO, scale);
  return { balance: zero, held: zero, available: zero, lifetimeEarned: zero, level, tier };
}

/** Lots with more or less in them than before; one that is empty on one side is missing there. */
function changesBetween(
  before: ReadonlyMap<string, Lot>,
  after: ReadonlyMap<string, Lot>,
  scale: number,
): LotChangeDto[] {
  const lots = [...new Map([...before, ...after]).values()];
  const left = (side: ReadonlyMap<string, Lot>, id: string) => side.get(id)?.remaining ?? ZERO;
  return lots
    .filter(({ id }) => minus(left(after, id), left(before, id)) !== 0n)
    .sort((a, b) => a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1))
    .map((lot) => ({
      lotId: before.has(lot.id) ? lot.id : null,
      earnedAt: toIso(lot.earnedAt),
      expiresAt: toIsoOrNull(lot.expiresAt),
      before: formatAmount(left(before, lot.id), scale),
      after: formatAmount(left(after, lot.id), scale),
    }));
}
