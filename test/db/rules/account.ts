import type {
  AdjustInput,
  BalanceDto,
  BalanceQuery,
  CaptureInput,
  DeductInput,
  EntryDto,
  GrantInput,
  PostingInput,
  PostingResult,
  ReleaseInput,
  ReserveInput,
  ReverseInput,
} from '../../../server/contract';
import { readMinorUnits } from '../../../server/kernel';
import type { CurrencyOverrides, OpenLedger } from '../../support/ledger';

export interface LotFigures {
  readonly id: string;
  readonly amount: bigint;
  readonly remaining: bigint;
  readonly held: bigint;
  readonly expiresAt: number | null;
}

type Row = Readonly<Record<string, string | number | null>>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** One member in one currency, with every operation of the ledger at hand; a new idempotency key unless one is given. */
export class TestAccount {
  constructor(
    private readonly open: OpenLedger,
    readonly member: string,
    readonly currency: string,
  ) {}

  private get on() {
    return { member: this.member, currency: this.currency, idempotencyKey: this.open.key() };
  }

  grant(amount: string, more: Partial<GrantInput> = {}): Promise<PostingResult> {
    return this.open.ledger.grant({ ...this.on, amount, ...more });
  }

  deduct(amount: string, more: Partial<DeductInput> = {}): Promise<PostingResult> {
    return this.open.ledger.deduct({ ...this.on, amount, ...more });
  }

  reserve(amount: string, more: Partial<ReserveInput> = {}): Promise<PostingResult> {
    return this.open.ledger.reserve({ ...this.on, amount, ...more });
  }

  /** Holds an amount and answers the hold's id. */
  async hold(amount: string, more: Partial<ReserveInput> = {}): Promise<string> {
    return (await this.reserve(amount, more)).entry.id;
  }

  /** Without an amount: all that is held. */
  capture(holdId: string, amount?: string, more: Partial<CaptureInput> = {}): Promise<PostingResult> {
    return this.open.ledger.capture({
      holdId,
      idempotencyKey: this.open.key(),
      ...(amount === undefined ? {} : { amount }),
      ...more,
    });
  }

  /** Without an amount: all that is held. */
  release(holdId: string, amount?: string, more: Partial<ReleaseInput> = {}): Promise<PostingResult> {
    return this.open.ledger.release({
      holdId,
      idempotencyKey: this.open.key(),
      ...(amount === undefined ? {} : { amount }),
      ...more,
    });
  }

  reverse(posting: PostingResult | string, more: Partial<ReverseInput> = {}): Promise<PostingResult> {
    const entryId = typeof posting === 'string' ? posting : posting.entry.id;
    return this.open.ledger.reverse({ entryId, idempotencyKey: this.open.key(), ...more });
  }

  adjust(amount: string, more: Partial<AdjustInput> = {}): Promise<PostingResult> {
    const by = { reason: 'put right by a test', actor: { id: 'admin:1' } };
    return this.open.ledger.adjust({ ...this.on, ...by, amount, ...more });
  }

  /** An input for `postMany` on this account. */
  input(type: 'grant' | 'deduct' | 'reserve', amount: string, more: Partial<GrantInput> = {}): PostingInput {
    return { ...this.on, type, amount, ...more };
  }

  balance(more: Partial<BalanceQuery> = {}): Promise<BalanceDto> {
    return this.open.ledger.balance({ member: this.member, currency: this.currency, ...more });
  }

  /** Balance, held and available as one line: `10 − 3 held = 7`. */
  async standing(more: Partial<BalanceQuery> = {}): Promise<string> {
    const { balance, held, available } = await this.balance(more);
    return `${balance}, ${held} held, ${available} available`;
  }

  async lifetime(): Promise<string> {
    const { lifetimeEarned, lifetimeSpent } = await this.balance();
    return `${lifetimeEarned} earned, ${lifetimeSpent} spent`;
  }

  /** Every row, oldest first. */
  async rows(): Promise<EntryDto[]> {
    const rows: EntryDto[] = [];
    for (let page = 1; ; page += 1) {
      const at = { member: this.member, currency: this.currency, page, pageSize: 100 };
      const answer = await this.open.ledger.history(at);
      rows.push(...answer.rows);
      if (rows.length >= answer.total || answer.rows.length === 0) return rows.reverse();
    }
  }

  /** Every row in short, oldest first: `grant 10`, `reserve held 3`, `deduct -3 held -3`. */
  async story(): Promise<string[]> {
    return (await this.rows()).map(inShort);
  }

  /** The lots as the database has them, oldest first. */
  async lots(): Promise<LotFigures[]> {
    const rows = await this.stored('rewards_lots');
    return rows
      .map((row) => ({
        id: String(row.id),
        earnedAt: Number(row.earned_at),
        amount: readMinorUnits(row.amount),
        remaining: readMinorUnits(row.remaining),
        held: readMinorUnits(row.held),
        expiresAt: row.expires_at === null ? null : Number(row.expires_at),
      }))
      .sort((a, b) => a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1))
      .map(({ earnedAt: _, ...lot }) => lot);
  }

  /** What is left of each lot, oldest first. */
  async remaining(): Promise<number[]> {
    return (await this.lots()).map((lot) => Number(lot.remaining));
  }

  /** This account's rows of one of the engine's tables, every column as text or null, in a fixed order. */
  async stored(table: string): Promise<Row[]> {
    const column = table === 'rewards_accounts' ? 'id' : 'account_id';
    const rows = await this.open
      .knex<Row>(table)
      .where(column, await this.id())
      .orderBy('id');
    return rows;
  }

  /** The account's id in the database; -1 when there is no such row. */
  async id(): Promise<number> {
    const row = await this.open
      .knex<{ id: number; member: string; currency: string }>('rewards_accounts')
      .where({ member: this.member, currency: this.currency })
      .first('id');
    return row?.id ?? -1;
  }
}

/** A row in short. */
export function inShort({ type, amount, held }: EntryDto): string {
  const parts = [type as string];
  if (Number(amount) !== 0 || Number(held) === 0) parts.push(amount);
  if (Number(held) !== 0) parts.push(`held ${held}`);
  return parts.join(' ');
}

export async function newAccount(open: OpenLedger, overrides: CurrencyOverrides = {}): Promise<TestAccount> {
  return new TestAccount(open, await open.member(), await open.currency(overrides));
}
