/**
 * L10, L28, L32: several processes post into five hot members at the same time, every key from two places, while another
 * one checks and rebuilds over and over.
 */
import type { PostingInput } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { Nursery } from './children';
import type { Line, Step, Told } from './job';
import { anyPosting, createRandom, type Material } from './plan';
import { CURRENCIES, expectSound, openStage, primaryRows, type Stage } from './stage';

const SEED = Number(process.env.REWARDS_CRASH_SEED ?? 20_260_115);
const MEMBERS = 5;
const IN_FLIGHT = 6;
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
  'BATCH_ROLLED_BACK',
];

/** Grants, deducts and holds on every account, for the crowd to capture, release and reverse. */
async function prepare(stage: Stage, members: readonly string[]): Promise<Material> {
  const currencies = CURRENCIES.map(({ code }) => code);
  const inputs: PostingInput[] = [];
  for (const member of members) {
    for (const currency of currencies) {
      const account = () => ({ member, currency, idempotencyKey: stage.key() });
      for (let i = 0; i < 12; i += 1) inputs.push({ type: 'grant', ...account(), amount: '20' });
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
    now: stage.clock.now(),
  };
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

const endsOf = (lines: readonly Line[]) => lines.filter((line) => line.line === 'end');

describeOnEveryEngine('a crowd of processes on five members', (engine) => {
  let stage: Stage;
  let nursery: Nursery;

  beforeAll(async () => {
    stage = await openStage(engine);
    nursery = await Nursery.open(engine);
  });
  afterAll(async () => {
    await nursery.close();
    await stage.close();
  });

  it('posts every key once, overdraws nothing and breaks no chain', async () => {
    const { keys, processes } = SIZE[engine];
    const random = createRandom(SEED);
    const members = await Promise.all(Array.from({ length: MEMBERS }, () => stage.member()));
    const material = await prepare(stage, members);
    const inputs = Array.from({ length: keys }, () => anyPosting(random, stage.key(), material));

    const setting = stage.setting(members, true);
    const patrol = nursery.start({ ...setting, task: 'patrol' });
    const crowd = deal(inputs, processes).map((steps) =>
      nursery.start({ ...setting, task: 'steps', steps, inFlight: IN_FLIGHT }),
    );
    const ends = await Promise.all(crowd.map(({ gone }) => gone));
    patrol.dismiss();
    expect([...ends, await patrol.gone]).toEqual([...ends, patrol].map(() => ({ signal: null, errors: '' })));

    const round = patrol.lines.find((line) => line.line === 'patrol')!;
    expect(round.findings).toEqual([]);
    expect(round.rounds).toBeGreaterThan(1);

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

/** What is wrong with what the callers of one key were told, given the rows under it; null when nothing is. */
function problemWith(
  input: PostingInput,
  answers: readonly Told[],
  rows: readonly { readonly id: string; readonly amount: string; readonly held: string }[],
): string | null {
  if (answers.length < 2) return `sent ${answers.length} times`;
  const posted = answers.filter((answer) => answer.ok);
  if (rows.length !== Math.min(1, posted.length)) return `${rows.length} rows, ${posted.length} callers told of one`;
  if (posted.length === 0) return null;
  const [row] = rows;
  if (posted.some(({ entryId }) => entryId !== row!.id)) return 'callers were told of different rows';
  if (posted.filter(({ replayed }) => !replayed).length !== 1) return 'not exactly one caller was told that it posted';
  const moved = 'amount' in input && input.amount !== undefined ? input.amount.replace('-', '') : undefined;
  const says = (row!.amount === '0' ? row!.held : row!.amount).replace('-', '');
  return moved !== undefined && moved !== says ? `the row says ${says} instead of ${moved}` : null;
}
