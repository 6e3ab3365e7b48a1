import { oneAhead, settleAll } from '../../server/kernel';

async function collect<T>(source: AsyncGenerator<T>, most = Infinity): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) {
    found.push(one);
    if (found.length >= most) break;
  }
  return found;
}

describe('oneAhead', () => {
  function counting(upTo: number) {
    const seen = { begun: 0, isClosed: false };
    async function* numbers(): AsyncGenerator<number> {
      try {
        for (let i = 1; i <= upTo; i += 1) {
          seen.begun = i;
          await Promise.resolve();
          yield i;
        }
      } finally {
        seen.isClosed = true;
      }
    }
    return { seen, numbers: numbers() };
  }

  it('gives everything in order', async () => {
    const { seen, numbers } = counting(5);
    await expect(collect(oneAhead(numbers))).resolves.toEqual([1, 2, 3, 4, 5]);
    expect(seen.isClosed).toBe(true);
  });

  it('has begun one more than is asked for, and no further', async () => {
    const { seen, numbers } = counting(5);
    const ahead = oneAhead(numbers);
    await ahead.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.begun).toBe(2);
    await ahead.return(undefined);
  });

  it('closes the source when it is broken off', async () => {
    const { seen, numbers } = counting(5);
    await expect(collect(oneAhead(numbers), 2)).resolves.toEqual([1, 2]);
    expect(seen).toEqual({ begun: 3, isClosed: true });
  });

  it('tells what goes wrong where it goes wrong, and nothing once nobody listens', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield 1;
      await Promise.resolve();
      throw new Error('The connection is gone');
    }
    const found: number[] = [];
    const reading = (async () => {
      for await (const one of oneAhead(failing())) found.push(one);
    })();
    await expect(reading).rejects.toThrow('The connection is gone');
    expect(found).toEqual([1]);
    await expect(collect(oneAhead(failing()), 1)).resolves.toEqual([1]);
  });
});

describe('together', () => {
  it('waits for all, and then throws what the first of them threw', async () => {
    let isDone = false;
    const late = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => void (isDone = true));
    const failed = (why: string) => Promise.reject(new Error(why));
    await expect(settleAll([failed('first'), late, failed('second')])).rejects.toThrow('first');
    expect(isDone).toBe(true);
    await expect(settleAll([Promise.resolve(1), Promise.resolve(2)])).resolves.toEqual([1, 2]);
  });
});
