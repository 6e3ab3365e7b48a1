import { performance } from 'node:perf_hooks';

/** Something that is timed. What it needs is made ready in `prepare`, outside the time that is taken. */
export interface Contender {
  readonly name: string;
  prepare?(round: Round): Promise<void>;
  /** Answers the round's figure. */
  run(round: Round): Promise<number>;
}

export interface Round {
  /** A turn that does not count. */
  readonly isWarmUp: boolean;
  readonly inFlight: number;
  readonly seconds: number;
}

/** The middle of what the rounds gave, and how far they lay apart. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Lets contenders take turns, so that whatever else the machine does meets all of them alike. The first turn warms up and
 * does not count.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  round: Omit<Round, 'isWarmUp'>,
): Promise<Map<string, Figure>> {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let turn = 0; turn <= rounds; turn += 1) {
    const isWarmUp = turn === 0;
    const length = { ...round, isWarmUp, seconds: isWarmUp ? round.seconds / 3 : round.seconds };
    for (const contender of contenders) {
      await contender.prepare?.(length);
      const figure = await contender.run(length);
      if (!isWarmUp) figures.get(contender.name)!.push(figure);
    }
  }
  return new Map([...figures].map(([name, values]) => [name, figureOf(values)]));
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, lowest: sorted[0]!, highest: sorted.at(-1)! };
}

/**
 * Keeps so many operations in flight until the time is up; answers how many were done a second.
 *
 * @param next starts an operation, or answers null when nothing is left to do
 */
export async function perSecond({ inFlight, seconds }: Round, next: () => Promise<unknown> | null): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const operation = next();
      if (!operation) return;
      await operation;
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return (done * 1000) / (performance.now() - start);
}

/** How long something takes, in milliseconds. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
