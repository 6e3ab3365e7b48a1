/**
 * L10, L25, L26, L28, L32: several processes post into five hot members at the same time, every key from two places, while
 * another one checks and rebuilds over and over, and an editor changes the rules.
 */
import type { PostingInput } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { ChildPool } from './child-pool';
import { editWhile } from './editor';
import type { Line, Step, Told } from './job';
import { anyPosting, createRandom, type Material, type Random } from './plan';
import { CURRENCIES, expectSound, openStage, type PrimaryRow, primaryRows, type Stage } from './stage';

const SEED = Number(process.env.REWARDS_CRASH_SEED ?? 20_260_115);
const DAY = 24 * 60 * 60 * 1000;
const MEMBERS = 5;
const IN_FLIGHT = 6;
/** What every account holds when the crowd arrives, and what each of those who cannot all be paid asks of one. */
const GRANTS = 12;
const GRANTED = 20;
const CONTESTED = 30;
/** Postings and processes: SQLite has one writer, who makes the others wait. */
const SIZE = {
  sqlite: { keys: 300, processes: 3 },
  postgres: { keys: 800, processes: 4 },
  mysql: { keys: 800, processes: 4 },
} as const;

/** What a posting may be told in such a crowd. LEDGER_BUSY is not among them: the children ask again until it is over. */
const EXPLAINED = [
  'INSUFFICIENT_FUNDS',
  'ALREADY_CAPTURED',
  'ALREADY_RELEASED',
  'HOLD_EXPIRED',
  'EXCEEDS_HOLD',
  'ALREADY_REVERSED',
  'EXCEEDS_ENTRY',
  'GRANT_ALREADY_SPENT',
  'BATCH_ROLLED_BACK',
];

interface Prepared extends Material {
  /** A deduct that can be reversed. */
  readonly deducted: string;
}

/** Grants, deducts and holds on every account, for the crowd to capture, release and reverse. */
async function prepare(stage: Stage, members: readonly string[]): Promise<Prepared> {
  const currencies = CURRENCIES.map(({ code }) => code);
  const inputs: PostingInput[] = [];
  for (const member of members) {
    for (const currency of currencies) {
      const account = () => ({ member, currency, idempotencyKey: stage.key() });
      for (let i = 0; i < GRANTS; i += 1) inputs.push({ type: 'grant', ...account(), amount: `${GRANTED}` });
      for (let i = 0; i < 6; i += 1) inputs.push({ type: 'deduct', ...account(), amount: '5' });
      for (let i = 0; i < 12; i += 1) {
        inputs.push({ type: 'reserve', ...account(), amount: '8', ...(i % 3 === 0 ? { timeoutMs: 900 } : {}) });
      }
    }
  }
  const outcomes = await stage.ledger.postMany(inputs, { allOrNothing: true });
  const entries = outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result.entry;
  });
  return {
    members,
    currencies,
    holds: entries.filter(({ type }) => type === 'reserve').map(({ id }) => id),
    reversible: entries.filter(({ type }) => type !== 'reserve').map(({ id }) => id),
    deducted: entries.find(({ type }) => type === 'deduct')!.id,
    now: stage.clock.now(),
  };
}

/**
 * Postings of which some must be refused, whatever the random ones came to: deducts that one account could pay each, but not
 * all, and two whole reversals of one deduct.
 */
function contest(stage: Stage, { members, currencies, deducted }: Prepared, inputs: readonly PostingInput[]) {
  const account = { member: members[0]!, currency: currencies[0]! };
  const arriving = inputs
    .filter((input) => 'member' in input && input.member === account.member && input.currency === account.currency)
    .reduce((sum, input) => sum + Math.abs(Number('amount' in input ? input.amount : 0)), GRANTS * GRANTED);
  const deducts = Array.from({ length: Math.ceil(arriving / CONTESTED) + 1 }, (): PostingInput => ({
    type: 'deduct',
    ...account,
    amount: `${CONTESTED}`,
    idempotencyKey: stage.key(),
  }));
  const reversals = [1, 2].map((): PostingInput => ({
    type: 'reverse',
    entryId: deducted,
    idempotencyKey: stage.key(),
  }));
  return [...deducts, ...reversals];
}

/** Deals every posting out twice, to neighbouring processes or twice to one; some as part of a batch. */
function deal(inputs: readonly PostingInput[], processes: number): Step[][] {
  const hands = Array.from({ length: processes }, (): Step[] => []);
  for (const [i, input] of inputs.entries()) {
    hands[i % processes]!.push({ do: 'post', input });
    const other = hands[(i + (i % 5 === 0 ? 0 : 1)) % processes]!;
    if (i % 40 === 7) other.push({ do: 'postMany', inputs: inputs.slice(i, i + 6), allOrNothing: i % 80 === 7 });
    else other.push({ do: 'post', input });
    if (i % 20 === 3) other.push({ do: 'host', inputs: inputs.slice(i, i + 3) });
    if (i % 100 === 50) other.push({ do: 'expireDue' });
  }
  return hands;
}

function shuffled<T>(random: Random, things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
}

const endsOf = (lines: readonly Line[]) => lines.filter((line) => line.line === 'end');

describeOnEveryEngine('a crowd of processes on five members', (engine) => {
  let stage: Stage;
  let pool: ChildPool;

  beforeAll(async () => {
    stage = await openStage(engine);
    pool = await ChildPool.open(engine);
  });
  afterAll(async () => {
    await pool.close();
    await stage.close();
  });

  it('posts every key once, overdraws nothing and breaks no chain', async () => {
    const { keys, processes } = SIZE[engine];
    const random = createRandom(SEED);
    const members = await Promise.all(Array.from({ length: MEMBERS }, () => stage.member()));
    const material = await prepare(stage, members);
    const anyInputs = Array.from({ length: keys }, () => anyPosting(random, stage.key(), material));
    const inputs = shuffled(random, [...anyInputs, ...contest(stage, material, anyInputs)]);

    const setting = stage.setting(true);
    const patrol = pool.start({ ...setting, task: 'patrol' });
    const crowd = deal(inputs, processes).map((steps) =>
      pool.start({ ...setting, task: 'steps', steps, inFlight: IN_FLIGHT }),
    );
    const gone = Promise.all(crowd.map((child) => child.gone));
    const edited = await editWhile(stage, random, gone);
    const ends = await gone;
    patrol.dismiss();
    expect([...ends, await patrol.gone]).toEqual([...ends, patrol].map(() => ({ signal: null, errors: '' })));

    const round = patrol.lines.find((line) => line.line === 'patrol')!;
    expect(round.findings).toEqual([]);
    expect(round.rounds).toBeGreaterThan(1);

    // An edit is not kept from its turn by those who post all the time.
    expect(edited.made).toBeGreaterThan(30);
    const terms = await termsOf(stage);
    expect(terms).toEqual(terms.map((account) => account.toSorted((a, b) => a - b)));
    expect(new Set(terms.flat()).size).toBeGreaterThan(2);

    const told = crowd.flatMap(({ lines }) => endsOf(lines).flatMap((end) => end.told));
    const codes = new Set(told.map(({ outcome }) => (outcome.ok ? 'ok' : outcome.code)));
    expect([...codes].filter((code) => code !== 'ok' && !EXPLAINED.includes(code))).toEqual([]);
    // A crowd in which nobody was refused was no crowd.
    expect([...codes]).toEqual(expect.arrayContaining(['ok', 'INSUFFICIENT_FUNDS', 'ALREADY_REVERSED']));

    const rows = await primaryRows(
      stage,
      inputs.map(({ idempotencyKey }) => idempotencyKey),
    );
    for (const input of inputs) {
      const answers = told.filter(({ key }) => key === input.idempotencyKey).map(({ outcome }) => outcome);
      expect({ input, problem: problemWith(input, answers, rows.get(input.idempotencyKey)!) }).toEqual({
        input,
        problem: null,
      });
    }
    // Whatever the children's clocks have reached has passed here too.
    stage.clock.advance(60 * 60 * 1000);
    await expectSound(stage, members);
    await stage.ledger.expireDue();
    await expectSound(stage, members);
  });
});

/**
 * The terms, in days, by which the lots of each account lapse, in the order in which they were opened. An editor made them
 * longer all the time: one that is shorter than the one before was decided by a rule that was no longer in force.
 */
async function termsOf({ knex }: Stage): Promise<number[][]> {
  const rows = await knex('rewards_ledger_entries')
    .where({ currency: 'points' })
    .where('lot_opened', '>', 0)
    .whereNotNull('expires_at')
    .orderBy(['account_id', 'sequence'])
    .select<{ account: unknown; from: unknown; to: unknown }[]>(
      'account_id as account',
      'effective_at as from',
      'expires_at as to',
    );
  const accounts = new Map<string, number[]>();
  for (const { account, from, to } of rows) {
    const days = (Number(to) - Number(from)) / DAY;
    // Shorter ones are what the poster asked for.
    if (days >= 1) accounts.set(String(account), [...(accounts.get(String(account)) ?? []), days]);
  }
  return [...accounts.values()];
}

/** What is wrong with what the callers of one key were told, given the rows under it; null when nothing is. */
function problemWith(input: PostingInput, answers: readonly Told[], rows: readonly PrimaryRow[]): string | null {
  if (answers.length < 2) return `sent ${answers.length} times`;
  const posted = answers.filter((answer) => answer.ok);
  if (rows.length !== Math.min(1, posted.length)) return `${rows.length} rows, ${posted.length} callers told of one`;
  if (posted.length === 0) return null;
  const [row] = rows;
  if (posted.some(({ entryId }) => entryId !== row!.id)) return 'callers were told of different rows';
  if (posted.filter(({ replayed }) => !replayed).length !== 1) return 'not exactly one caller was told that it posted';
  const moved = 'amount' in input && input.amount !== undefined ? input.amount.replace('-', '') : undefined;
  // L37. A reversal of a grant says its part by the lifetime that it lowers: it may have found less to take.
  const isOfGrant = input.type === 'reverse' && row!.earned !== '0';
  const says = (isOfGrant ? row!.earned : row!.amount === '0' ? row!.held : row!.amount).replace('-', '');
  return moved !== undefined && moved !== says ? `the row says ${says} instead of ${moved}` : null;
}
