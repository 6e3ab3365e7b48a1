/** Runs commands on the real ledger and on the model, and compares what each says. */
import type { ErrorDto, PostingInput, PostingOutcome, PostingResult } from '../../server/contract';
import { formatAmount } from '../../server/kernel';
import { contradictionsIn, type Expected, keyOf, type Model } from './model';
import type { Command, EditCommand, HostCommand, PostingCommand } from './commands';
import { expectEqual } from './expect-equal';
import { resolve } from './resolve';
import type { Coverage } from './coverage';
import { saidOfResult, saidOfRow, sumsUntil } from './said';
import type { Edit, Subject } from './subject';

class HostGaveUp extends Error {}

export class Driver {
  readonly attempts: PostingInput[] = [];
  readonly results: PostingResult[] = [];
  private readonly byKey = new Map<string, PostingResult>();
  private refused = 0;

  constructor(
    readonly subject: Subject,
    readonly model: Model,
    readonly members: readonly string[],
    readonly currencies: readonly string[],
    private readonly coverage: Coverage,
  ) {}

  get now(): number {
    return this.subject.clock.now();
  }

  key(): string {
    return this.subject.key();
  }

  async run(command: Command): Promise<void> {
    switch (command.kind) {
      case 'tick':
        this.subject.clock.advance(command.milliseconds);
        return;
      case 'tickToDue':
        this.subject.clock.set((this.model.nextDue(this.now) ?? this.now) + command.past);
        return;
      case 'expireDue':
        return this.expireDue();
      case 'lookBack':
        return this.lookBack(this.now - command.milliseconds, command.basis);
      case 'batch':
        return this.batch(command.postings, command.allOrNothing);
      case 'host':
        return this.host(command.commands, command.commits);
      case 'editCurrency':
      case 'editRank':
        return this.edit(command);
      case 'twice':
        return this.twice(command.posting);
      case 'rebuild':
        return this.subject.rebuildEqualsLive(this.members, command.damage);
      default:
        return this.single(command);
    }
  }

  private input(command: PostingCommand): PostingInput | undefined {
    const input = resolve(command, this);
    if (input) this.attempts.push(input);
    return input;
  }

  private async single(command: PostingCommand): Promise<void> {
    const input = this.input(command);
    if (!input) return;
    const outcome = await attempt(this.subject, input);
    this.compare(input, outcome, this.expect(input, outcome));
    await this.compareBalances([input]);
  }

  /** L27: what is posted in a transaction of a host's stays with it, or goes with it. */
  private async host(commands: readonly HostCommand[], commits: boolean): Promise<void> {
    const restore = this.model.snapshot();
    const posted = this.results.length;
    const host = this.subject.inTransaction(async () => {
      for (const command of commands) await this.run(command);
      if (!commits) throw new HostGaveUp();
    });
    await host.catch((error: unknown) => {
      if (!(error instanceof HostGaveUp)) throw error;
      restore();
      for (const { entry } of this.results.splice(posted)) {
        this.byKey.delete(keyOf({ source: entry.source, idempotencyKey: entry.idempotencyKey } as PostingInput));
      }
    });
  }

  private async edit(command: EditCommand): Promise<void> {
    const meant = this.editMeant(command);
    const { kind, code, data } = meant;
    const expected =
      kind === 'currency'
        ? this.model.changeCurrency(code, data)
        : this.model.changeRung(kind, { code, threshold: data.threshold });
    const told = await this.subject.edit(meant);
    expect({ kind, code, data, told }).toEqual({ kind, code, data, told: expected });
    this.coverage.noteEdit(kind === 'currency' ? Object.keys(data)[0]! : kind, told);
  }

  private editMeant(command: EditCommand): Edit {
    if (command.kind === 'editCurrency') {
      const { change } = command;
      // Whether it may only rise hangs on all that was ever posted: on the one that this sequence has for itself.
      const index = 'risingOnly' in change ? this.currencies.length - 1 : command.currency;
      return { kind: 'currency', code: this.currencies[index]!, data: change };
    }
    const { currency, rungs } = this.model.ladders[command.rank];
    const { code } = rungs.toSorted((a, b) => (a.code < b.code ? -1 : 1))[command.rung % rungs.length]!;
    const { scale } = this.model.currencies.get(currency)!;
    return {
      kind: command.rank,
      code,
      data: { threshold: formatAmount(BigInt(command.threshold), scale) },
    };
  }

  /** L10: of two that arrive together one posts, and both are told the same. */
  private async twice(command: PostingCommand): Promise<void> {
    const input = this.input(command);
    if (!input) return;
    const [one, other] = await Promise.all([attempt(this.subject, input), attempt(this.subject, input)]);
    const [first, second] = isReplay(one) ? [other, one] : [one, other];
    this.compare(input, first, this.expect(input, first));
    this.compare(input, second, this.expect(input, second));
    await this.compareBalances([input]);
  }

  private async batch(commands: readonly PostingCommand[], allOrNothing: boolean): Promise<void> {
    const inputs = commands.map((command) => this.input(command)).filter((input) => input !== undefined);
    const outcomes = await this.subject.ledger.postMany(inputs, { allOrNothing });
    expect(outcomes).toHaveLength(inputs.length);
    const restore = this.model.snapshot();
    const expected = inputs.map((input, i) => this.expect(input, outcomes[i]!));
    if (allOrNothing && expected.some(({ ok }) => !ok)) {
      restore();
      for (const [i, input] of inputs.entries()) this.coverage.note(input, outcomes[i]!);
      expectRolledBack(inputs, outcomes, expected, (input) => this.model.isPosted(input));
    } else {
      for (const [i, input] of inputs.entries()) this.compare(input, outcomes[i]!, expected[i]!);
    }
    await this.compareBalances(inputs);
  }

  private expect(input: PostingInput, outcome: PostingOutcome): Expected {
    this.refused += 1;
    return this.model.post(input, this.now, outcome.ok ? outcome.result.entry.id : `refused-${this.refused}`);
  }

  private compare(input: PostingInput, outcome: PostingOutcome, expected: Expected): void {
    const what = JSON.stringify(input);
    this.coverage.note(input, outcome);
    if (!outcome.ok || !expected.ok) {
      expectEqual({ what, ...saidOfOutcome(outcome) }, { what, ...saidOfExpected(expected) });
      return;
    }
    const { result } = outcome;
    const before = this.byKey.get(keyOf(input));
    if (expected.replayed) {
      expectEqual({ what, ...result }, { what, ...before, replayed: true });
      return;
    }
    const { reference } = expected;
    expectEqual(
      { what, ...saidOfResult(result) },
      {
        what,
        replayed: false,
        ids: { member: reference.member, currency: reference.currency.code, idempotencyKey: input.idempotencyKey },
        entry: saidOfRow(
          expected.rows.find(({ id }) => id === result.entry.id)!,
          reference.currency.scale,
        ),
        // The order of what is written along is not laid down; what it adds up to is.
        rows: expected.rows.map((row) => saidOfRow(row, reference.currency.scale)).sort(),
        lastSequence: expected.sequence,
      },
    );
    expectEqual(contradictionsIn(reference, this.now), []);
    this.byKey.set(keyOf(input), result);
    this.results.push(result);
    this.model.learnCaused(
      result.caused.map(({ id }) => id),
      result.entry,
    );
  }

  private async expireDue(): Promise<void> {
    const { accounts, ...report } = await this.subject.ledger.expireDue();
    const { accounts: due, ...expected } = this.model.expireDue(this.now);
    expect(report).toEqual({ ...expected, failed: 0 });
    expect(accounts).toBeGreaterThanOrEqual(due);
    for (const { member, currency } of this.model.accounts) await this.compareBalance(member, currency.code);
  }

  private async compareBalances(inputs: readonly PostingInput[]): Promise<void> {
    const touched = new Set(
      inputs.map((input) => this.model.accountOf(input)).filter((reference) => reference !== undefined),
    );
    for (const { member, currency } of touched) await this.compareBalance(member, currency.code);
  }

  private async compareBalance(member: string, currency: string): Promise<void> {
    const { scale } = this.model.currencies.get(currency)!;
    const { sequence, ...figures } = this.model.figures(member, currency, this.now);
    const written = Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [name, formatAmount(value, scale)]),
    );
    const told = await this.subject.ledger.balance({ member, currency });
    expectEqual(told, { member, currency, sequence, ...written });
  }

  /** L33, for every account of the sequence. */
  private async lookBack(at: number, basis: 'posted' | 'effective'): Promise<void> {
    for (const reference of this.model.accounts) {
      const account = { member: reference.member, currency: reference.currency.code };
      const then = await this.subject.ledger.balance({ ...account, at: new Date(at).toISOString(), basis });
      if (basis === 'posted') expect(then).toMatchObject(sumsUntil(reference, at));
      // The model does not know when a row that was written along takes effect.
      else
        expect(then.balance).toBe(
          formatAmount(await this.subject.effectiveBalance(account, at), reference.currency.scale),
        );
    }
  }
}

/**
 * Of a batch that was undone, at least one says why for itself; the others say the same, or that another one was it. What
 * had been posted before the batch still is.
 */
function expectRolledBack(
  inputs: readonly PostingInput[],
  outcomes: readonly PostingOutcome[],
  expected: readonly Expected[],
  isPosted: (input: PostingInput) => boolean,
): void {
  const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));
  const own = expected.map((one, i) => (!one.ok ? one.code : isPosted(inputs[i]!) ? 'ok' : 'BATCH_ROLLED_BACK'));
  const told = own.map((code, i) => (codes[i] === 'BATCH_ROLLED_BACK' ? codes[i] : code));
  expect({ inputs, codes }).toEqual({ inputs, codes: told });
  expect(codes.some((code) => code !== 'BATCH_ROLLED_BACK')).toBe(true);
}

async function attempt(subject: Subject, input: PostingInput): Promise<PostingOutcome> {
  try {
    return { ok: true, result: await callOf(subject, input) };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RewardsError') throw error;
    return { ok: false, error: (error as Error & { toDto(): ErrorDto }).toDto() };
  }
}

function callOf({ ledger }: Subject, { type, ...input }: PostingInput): Promise<PostingResult> {
  const post = ledger[type] as (given: typeof input) => Promise<PostingResult>;
  return post.call(ledger, input);
}

const isReplay = (outcome: PostingOutcome): boolean => outcome.ok && outcome.result.replayed;

const saidOfOutcome = (outcome: PostingOutcome): object =>
  outcome.ok
    ? { ok: true }
    : { ok: false, code: outcome.error.code, field: fieldOf(outcome.error.code, outcome.error.details.field) };

const saidOfExpected = (expected: Expected): object =>
  expected.ok ? { ok: true } : { ok: false, code: expected.code, field: fieldOf(expected.code, expected.field) };

/** Only a conflict has to name a certain field. */
const fieldOf = (code: string, field?: string): string | undefined =>
  code === 'IDEMPOTENCY_CONFLICT' ? field : undefined;
