import type { Knex } from 'knex';
import type { AccountFiguresDto, LotChangeDto, PostingInput, PostingPreviewDto } from '../contract';
import { formatAmount, minus, present, toIso, toIsoOrNull, transact, ZERO } from '../kernel';
import { AccountIds } from './account-ids';
import { balance } from './balance';
import { executeBatch } from './batch';
import { toEntryDto } from './dto';
import type { Engine } from './engine';
import { lockTargets } from './resolve';
import { type Rulebook, rulesOf } from './rulebook';
import type { Account, Lot } from './state';
import { readAccount } from './store/account-store';
import { entriesBetween } from './store/history-store';
import { openLotsOf } from './store/lot-store';
import { toCommand } from './validate';

/** Rows that one posting writes along with its own are few; lots that fall due together are the most of them. */
const ROWS = 5_000;

/** Thrown to roll the transaction back, with what was seen in it. */
class Previewed extends Error {
  constructor(readonly preview: PostingPreviewDto) {
    super('The posting was only tried.');
  }
}

/**
 * What a posting would do, found out by posting it in a transaction of its own that is then rolled back: no second code
 * tells it, so none can differ. The account is locked meanwhile.
 *
 * @throws RewardsError as the posting itself
 */
export async function preview(engine: Engine, input: PostingInput): Promise<PostingPreviewDto> {
  const rulebook = await engine.rulebook();
  try {
    await transact(engine.db, engine.dialect, (trx) => tryOut(engine, rulebook, trx, input));
  } catch (error) {
    if (error instanceof Previewed) return error.preview;
    throw error;
  }
  throw new Error('A preview was not rolled back.');
}

async function tryOut(engine: Engine, rulebook: Rulebook, trx: Knex.Transaction, input: PostingInput): Promise<never> {
  const inside: Engine = {
    ...engine,
    currentTransaction: () => trx,
    // To read the rules anew takes a connection, and SQLite's pool has but this one.
    rulebook: () => Promise.resolve(rulebook),
    // An account that is opened here is gone after it, so nothing of it may be remembered.
    accountIds: new AccountIds(),
  };
  const command = toCommand(input, rulebook, engine.clock.now());
  const before = [...(await lockTargets(inside, trx, [command])).accounts.values()][0];
  const lotsBefore = before ? await openLotsOf(trx, engine.dialect, before.id) : new Map<string, Lot>();
  const figuresBefore = before && (await figuresOf(inside, before));

  const [outcome] = await executeBatch(inside, rulebook, trx, [command]);
  const done = present(outcome, 'the outcome of a posting');
  if (!done.ok) throw done.error;

  const { member, currency } = done.entry;
  const { scale } = rulesOf(rulebook, currency);
  const after = present(await readAccount(trx, { member, currency }), 'the account of a posting');
  const lotsAfter = await openLotsOf(trx, engine.dialect, after.id);
  const entries = await entriesBetween(trx, after.id, before?.sequence ?? 0, after.sequence, ROWS);
  throw new Previewed({
    member,
    currency,
    before: figuresBefore ?? nothing(scale),
    after: await figuresOf(inside, after),
    lots: changesBetween(lotsBefore, lotsAfter, scale),
    entries: entries.map((entry) => toEntryDto(entry, scale)),
  });
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
function nothing(scale: number): AccountFiguresDto {
  const zero = formatAmount(ZERO, scale);
  return { balance: zero, held: zero, available: zero, lifetimeEarned: zero, level: null, tier: null };
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
