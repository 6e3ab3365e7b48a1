/** Begins the next piece while the last one is being used. Broken off, it lets the source finish the piece that it is at. */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (let step = await next; !step.done; step = await next) {
      next = source.next();
      // It is told when it is waited for, if anybody still waits.
      next.catch(() => undefined);
      yield step.value;
    }
  } finally {
    await source.return(undefined);
  }
}

/**
 * Waits for all of what is under way, also when a part of it has failed, so that nothing goes on unseen.
 *
 * @returns what each came to, in the order given
 * @throws what the first of them threw, in the order given
 */
export async function settleAll<T>(underWay: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(underWay);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
