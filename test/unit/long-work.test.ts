/** The budget of connections, its turns and its deadlines; a file that nobody reads; work that is done once for many. */
import type { Knex } from 'knex';

import { longWorkOf, SingleFlight, withRoom } from '../../server/kernel';
import { streamOf } from '../../server/kernel/file-stream';
import { readLongWorkSettings } from '../../server/kernel/long-work-settings';

/** A pool of so many connections, of which some are used by others. */
function poolOf(max: number, used = 0) {
  const pool = { max, numUsed: () => used, numPendingAcquires: () => 0, numPendingCreates: () => 0 };
  return { client: { pool } } as unknown as Knex;
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the budget of long work', () => {
  it.each([
    [1, 1],
    [2, 1],
    [4, 2],
    [10, 5],
  ])('of a pool of %i is %i, whatever asks, and everybody gets a turn', async (max, budget) => {
    const db = poolOf(max);
    let [inside, most, done] = [0, 0, 0];
    await Promise.all(
      Array.from({ length: 2 * max }, () =>
        withRoom(db, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await soon();
          inside -= 1;
          done += 1;
        }),
      ),
    );
    expect([most, done, inside]).toEqual([budget, 2 * max, 0]);
  });

  it('gives back the room of what failed', async () => {
    const db = poolOf(2);
    await expect(withRoom(db, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(withRoom(db, () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('gives up with LEDGER_BUSY after a while, and lets the next one in all the same', async () => {
    const work = longWorkOf(poolOf(2));
    work.settings = () => ({ wait: 30, reader: 30 });
    const leave = await work.enter();
    await expect(work.enter()).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    const waiting = work.enter();
    leave();
    leave();
    (await waiting)();
  });

  it('gives a second connection only if one is free in both, at once', async () => {
    expect(longWorkOf(poolOf(2)).enterNow()).toBeDefined();
    const full = longWorkOf(poolOf(4));
    await Promise.all([full.enter(), full.enter()]);
    expect(full.enterNow()).toBeUndefined();
    expect(longWorkOf(poolOf(4, 4)).enterNow()).toBeUndefined();
  });

  it('keeps one from work that waits for people, and lets others pass it', async () => {
    const work = longWorkOf(poolOf(4));
    const leave = await work.enter(1);
    let isIn = false;
    const waiting = work.enter(1).then(() => (isIn = true));
    const check = await work.enter();
    await soon();
    expect(isIn).toBe(false);
    check();
    await soon();
    expect(isIn).toBe(false);
    leave();
    await waiting;
    expect(isIn).toBe(true);
  });

  it('reads its settings, and refuses what it cannot use', () => {
    expect(readLongWorkSettings(undefined)).toEqual({ wait: 30_000, reader: 60_000 });
    expect(readLongWorkSettings({ readerSeconds: 5 })).toEqual({ wait: 30_000, reader: 5_000 });
    expect(() => readLongWorkSettings({ waitSeconds: 0 })).toThrow('longWork: waitSeconds must be');
  });
});

describe('a file that is made as it is read', () => {
  async function* pieces(onEnd: () => void): AsyncGenerator<string> {
    try {
      for (let i = 0; i < 3; i += 1) {
        await Promise.resolve();
        yield `piece ${i}\n`;
      }
    } finally {
      onEnd();
    }
  }

  it('is whole, and tells once that it is done', async () => {
    const [closed, done] = [jest.fn(), jest.fn()];
    let text = '';
    for await (const piece of streamOf(pieces(closed), 5_000, done)) text += String(piece);
    expect(text).toBe('piece 0\npiece 1\npiece 2\n');
    await soon();
    expect(closed).toHaveBeenCalledTimes(1);
    expect(done).toHaveBeenCalled();
  });

  it.each([
    ['never begins to read', false],
    ['does not read on', true],
  ])('is broken off when its reader %s, and gives back what it holds', async (_, begins) => {
    const [closed, done] = [jest.fn(), jest.fn()];
    const file = streamOf(pieces(closed), 40, done);
    const failed = new Promise<Error>((resolve) => file.once('error', resolve));
    if (begins) await new Promise((resolve) => file.once('readable', resolve));
    expect((await failed).message).toContain('nobody read on');
    await soon();
    expect(closed).toHaveBeenCalledTimes(begins ? 1 : 0);
    expect(done).toHaveBeenCalled();
  });
});

describe('work that is done once for many', () => {
  it('is shared by who asks the same while it runs, in a run that begins after they asked', async () => {
    const flight = new SingleFlight<number>();
    let runs = 0;
    const work = async () => {
      runs += 1;
      const run = runs;
      await soon();
      return run;
    };
    const first = flight.run('a', work);
    const later = Array.from({ length: 10 }, () => flight.run('a', work));
    expect(await first).toBe(1);
    expect(new Set(await Promise.all(later))).toEqual(new Set([2]));
    expect(await flight.run('b', work)).toBe(3);
    expect(await flight.run('a', work)).toBe(4);
  });

  it('goes on after a run that failed', async () => {
    const flight = new SingleFlight<number>();
    const failing = flight.run('a', () => Promise.reject(new Error('gone')));
    const next = flight.run('a', () => Promise.resolve(2));
    await expect(failing).rejects.toThrow('gone');
    expect(await next).toBe(2);
  });
});
