import { isDeepStrictEqual } from 'node:util';

/** As `expect(told).toEqual(expected)`, which by itself costs more than a posting in memory: asked only for what differs. */
export function expectEqual(told: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(told, expected)) expect(told).toEqual(expected);
}
