/**
 * Order histories for the import. The real one lies beside the project and is not part of it; the synthetic one is made
 * here, always the same, and has every trap of the real one and two more: tiers that rise in the middle of a history,
 * and orders too small to earn anything before they do.
 */
import fs from 'node:fs';
import path from 'node:path';

const SAMPLE = path.resolve(__dirname, '../../../shared/data/cdnow-sample.txt');

/** The path of the real order history, or null, said aloud. */
export function sampleFile(): string | null {
  if (fs.existsSync(SAMPLE)) return SAMPLE;
  process.stdout.write(
    `Not run: the import of real orders, because ${SAMPLE} is not there. The synthetic history is.\n`,
  );
  return null;
}

/** A linear congruential generator (Numerical Recipes): the same numbers everywhere. */
function createNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CUSTOMERS = 60;

/**
 * Sorted by customer, not by date; CRLF; orders worth nothing or too little; several orders of a customer on one day;
 * equal lines that are different orders, up to six times.
 */
export function syntheticHistory(): string {
  const next = createNumbers(1997);
  const lines: string[] = [];
  for (let customer = 1; customer <= CUSTOMERS; customer += 1) {
    const isBig = customer % 3 === 0;
    const orders: string[] = [];
    for (let count = 1 + next(isBig ? 24 : 6); count > 0; count -= 1) {
      const date = new Date(Date.UTC(1997, 0, 1 + next(545))).toISOString().slice(0, 10).replaceAll('-', '');
      const kind = next(12);
      const whole = kind === 0 ? 0 : isBig ? next(40_000) : next(300);
      const cents = kind === 0 ? next(2) * (10 + next(9)) : next(100);
      const line = ` ${String(customer * 10 + 4).padStart(5, '0')} ${date} ${String(1 + next(9)).padStart(2)} ${String(whole).padStart(5)}.${String(cents).padStart(2, '0')}`;
      const times = kind === 1 ? 2 : kind === 2 && customer % 10 === 0 ? 6 : 1;
      for (let time = 0; time < times; time += 1) orders.push(line);
    }
    lines.push(...orders);
  }
  return lines.map((line) => `${line}\r\n`).join('');
}
