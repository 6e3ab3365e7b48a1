/**
 * Waits for all of what is under way, also when a part of it has failed, so that nothing goes on unseen.
 *
 * @returns what each came to, in the order given
 * @throws what the first of them threw, in the order given
 */
export async function together<T>(underWay: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(underWay);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
