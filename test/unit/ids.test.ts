import fc from 'fast-check';

import { createIdSource, sha256 } from '../../server/kernel';

const TIME_CHARACTERS = 10;

describe('an id', () => {
  it('is 26 characters that sort and that nobody takes for one another', () => {
    const next = createIdSource();
    for (let i = 0; i < 100; i += 1) expect(next(i)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('sorts after every id made before it, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }), (instants) => {
        const next = createIdSource();
        const ids = instants.map(next);
        expect([...ids].sort()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('stays in order for 10,000 made in one millisecond', () => {
    const next = createIdSource();
    const ids = Array.from({ length: 10_000 }, () => next(1_700_000_000_000));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('begins with its time, so that new rows land at the end of an index', () => {
    const early = createIdSource()(1_700_000_000_000).slice(0, TIME_CHARACTERS);
    const late = createIdSource()(1_700_000_000_001).slice(0, TIME_CHARACTERS);
    expect(early < late).toBe(true);
    expect(createIdSource()(1_700_000_000_000).slice(0, TIME_CHARACTERS)).toBe(early);
  });

  it('is never made twice by two sources at the same instant', () => {
    const one = createIdSource();
    const other = createIdSource();
    const ids = Array.from({ length: 1_000 }, () => [one(1), other(1)]).flat();
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a hash', () => {
  it('L5 is SHA-256 over UTF-8', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('€')).toBe('c4cc90ed3d26f12d4b08a75140970a7904035c31cbb4515a83f19b9003c00d1d');
  });
});
