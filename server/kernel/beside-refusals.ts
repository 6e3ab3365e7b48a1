import { present, RewardsError } from './errors';

/**
 * Does work for those of many that were not refused before, all at once, and puts what came of each where it stood.
 *
 * @param many what was read, or why it was refused
 * @param work answers one for each, in their order
 */
export async function besideRefusals<T, Came>(
  many: readonly (T | RewardsError)[],
  work: (fine: readonly T[]) => Promise<readonly Came[]>,
): Promise<(Came | RewardsError)[]> {
  const fine = many.filter((one): one is T => !(one instanceof RewardsError));
  const came = (await work(fine)).values();
  return many.map((one) =>
    one instanceof RewardsError ? one : present(came.next().value, 'what came of one of many'),
  );
}
