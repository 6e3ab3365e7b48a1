import { RateLimit } from '../../server/site/rate-limit';
import { ManualClock } from '../support/clock';

const SECOND = 1_000;

describe('V8 a limit of requests', () => {
  const open = (perMinute: number) => {
    const clock = new ManualClock();
    return { clock, limit: new RateLimit(clock, perMinute) };
  };
  const taken = (limit: RateLimit, caller: string, times: number) =>
    Array.from({ length: times }, () => limit.take(caller)).filter((wait) => wait === 0).length;

  it('takes as many at once as a minute brings, and says when there is one again', () => {
    const { clock, limit } = open(6);
    expect(taken(limit, 'a', 100)).toBe(6);
    expect(limit.take('a')).toBe(10 * SECOND);
    clock.advance(4 * SECOND);
    expect(limit.take('a')).toBe(6 * SECOND);
    clock.advance(6 * SECOND);
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 10 * SECOND]);
  });

  it.each([1, 7, 60, 1_200])('lets %d a minute through, however they come', (perMinute) => {
    const { clock, limit } = open(perMinute);
    taken(limit, 'a', perMinute);
    let through = 0;
    const steps = 600;
    for (let i = 0; i < steps; i += 1) {
      clock.advance((10 * 60 * SECOND) / steps);
      through += taken(limit, 'a', Math.ceil(perMinute / 60) + 1);
    }
    // What a part of a second brings may still lie in the bucket.
    expect(Math.abs(through - 10 * perMinute)).toBeLessThanOrEqual(1);
  });

  it('says no longer than one has to wait', () => {
    const { clock, limit } = open(7);
    taken(limit, 'a', 7);
    for (let i = 0; i < 100; i += 1) {
      clock.advance(limit.take('a'));
      expect(limit.take('a')).toBe(0);
    }
  });

  it('counts each caller for themselves', () => {
    const { limit } = open(2);
    expect([taken(limit, 'a', 5), taken(limit, 'b', 5)]).toEqual([2, 2]);
  });

  it('never saves up more than a minute', () => {
    const { clock, limit } = open(3);
    taken(limit, 'a', 1);
    clock.advance(24 * 60 * 60 * SECOND);
    expect(taken(limit, 'a', 10)).toBe(3);
  });

  it('forgets whoever stayed away for a minute, and nobody else', () => {
    const { clock, limit } = open(10);
    for (let i = 0; i < 1_000; i += 1) limit.take(`caller ${String(i)}`);
    clock.advance(30 * SECOND);
    limit.take('caller 7');
    expect(limit.size).toBe(1_000);
    clock.advance(30 * SECOND);
    limit.take('another');
    expect(limit.size).toBe(2);
  });

  it('is not stopped by a clock that is put back', () => {
    const { clock, limit } = open(2);
    taken(limit, 'a', 2);
    clock.advance(-60 * 60 * SECOND);
    expect(limit.take('a')).toBe(30 * SECOND);
    clock.advance(30 * SECOND);
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 30 * SECOND]);
  });
});
