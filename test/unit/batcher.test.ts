/** Who waits for whom when concurrent postings share transactions and somebody else has accounts locked (L28, L30). */
import { setTimeout as pause } from 'node:timers/promises';

import { PostingBatcher } from '../../server/ledger/posting/batcher';

/** As PostgreSQL says that a lock was not to be had in time. */
const LOCKED = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
const TURN = 100;

/** A database of which somebody has accounts locked; a command is the account that it is about. */
function stage() {
  const locked = new Set<string>();
  const atWork: string[] = [];
  let meetings = 0;
  const run = async (accounts: readonly string[]) => {
    const mine = [...new Set(accounts)];
    const outcomes = accounts.map((account) => {
      if (locked.has(account)) return undefined;
      if (!atWork.includes(account)) return account;
      meetings += 1;
      return undefined;
    });
    atWork.push(...mine);
    await pause(5);
    for (const account of mine) atWork.splice(atWork.indexOf(account), 1);
    return outcomes;
  };
  const runPatiently = async (accounts: readonly string[]) => {
    const end = performance.now() + TURN;
    while (accounts.some((account) => locked.has(account))) {
      if (performance.now() > end) throw LOCKED;
      await pause(5);
    }
    return [...accounts];
  };
  const batcher = new PostingBatcher<string, string>({
    concurrency: 2,
    keyOf: (account) => account,
    run,
    runPatiently,
  });
  return { batcher, locked, meetings: () => meetings };
}

describe('postings that share transactions', () => {
  it('L28 an account that is free again waits for one turn at most, however many others are locked', async () => {
    const { batcher, locked } = stage();
    const held = Array.from({ length: 8 }, (_, i) => `held ${i}`);
    for (const account of [...held, 'short']) locked.add(account);
    const late = held.map((account) => batcher.submit(account));
    const begun = performance.now();
    const short = batcher.submit('short');
    await pause(20);
    locked.delete('short');
    await short;
    expect(performance.now() - begun).toBeLessThan(3 * TURN);
    locked.clear();
    expect(await Promise.all(late)).toEqual(held);
    await batcher.drain();
  });

  it('L28 no lane takes another one for somebody who has the account locked', async () => {
    const { batcher, locked, meetings } = stage();
    locked.add('held');
    const late = batcher.submit('held');
    const waited: number[] = [];
    const one = async (account: string) => {
      for (let round = 0; round < 20; round += 1) {
        const begun = performance.now();
        expect(await batcher.submit(account)).toBe(account);
        waited.push(performance.now() - begun);
        await pause(round % 4);
      }
    };
    await Promise.all(['a', 'b', 'a', 'b', 'a', 'b'].map(one));
    expect(meetings()).toBe(0);
    expect(Math.max(...waited)).toBeLessThan(TURN);
    locked.clear();
    await late;
    await batcher.drain();
  });
});
