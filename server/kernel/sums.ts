import { type Dialect, asText } from './dialect';
import { invariant } from './errors';

/** SQLite adds in 64 bits and fails beyond: it adds the halves of what it is given. */
const HALF = 2n ** 32n;

/**
 * A sum over many members as text, exact however large it is (L2, L3). To be read by `readSum`.
 *
 * @param expression an SQL expression of whole numbers
 */
export function sumOf(dialect: Dialect, expression: string): string {
  if (dialect !== 'sqlite') return asText(dialect, `SUM(${expression})`);
  const [high, low] = ['/', '%'].map((part) => asText(dialect, `SUM((${expression}) ${part} ${HALF})`));
  return `${high} || ' ' || ${low}`;
}

/** Reads what `sumOf` made; the sum of nothing is zero. */
export function readSum(column: unknown): bigint {
  if (column === null) return 0n;
  invariant(typeof column === 'string' && /^-?\d+( -?\d+)?$/.test(column), `a sum holds ${JSON.stringify(column)}`);
  const parts = column.split(' ');
  const [first = '0', second] = parts;
  return second === undefined ? BigInt(first) : BigInt(first) * HALF + BigInt(second);
}
