import { createHeadway, HEADWAY, type Reach } from '../../../server/affiliates/delivery/headway';

const CONCURRENCY = 8;

const after = (...reaches: Omit<Reach, 'concurrency'>[]): number => {
  const headway = createHeadway();
  for (const reach of reaches) headway.learn({ concurrency: CONCURRENCY, ...reach });
  return headway.at(CONCURRENCY) / CONCURRENCY;
};
const RAN_OUT = { wasFull: true, through: 16, left: 7 };
const HARDLY_USED = { wasFull: true, through: 1, left: 16 };

describe('how far a process claims ahead', () => {
  it('begins with little', () => {
    expect(after()).toBe(HEADWAY.least);
  });

  it('doubles each time that more could have been sent than was claimed, up to a bound', () => {
    expect(after(RAN_OUT)).toBe(2 * HEADWAY.least);
    expect(after(...new Array<typeof RAN_OUT>(20).fill(RAN_OUT))).toBe(HEADWAY.most);
  });

  it('halves where hardly any of it was sent, down to where it began', () => {
    expect(after(RAN_OUT, RAN_OUT, HARDLY_USED)).toBe(2 * HEADWAY.least);
    expect(after(HARDLY_USED, HARDLY_USED)).toBe(HEADWAY.least);
  });

  it('stays where there was nothing more to claim, where all requests were busy, and where nothing is known', () => {
    expect(after({ wasFull: false, through: 3, left: 0 })).toBe(HEADWAY.least);
    expect(after(RAN_OUT, { wasFull: true, through: 8, left: 8 })).toBe(2 * HEADWAY.least);
    expect(after({ wasFull: true, through: 0, left: 0 })).toBe(HEADWAY.least);
    expect(after(RAN_OUT, { wasFull: true, through: 0, left: 64 })).toBe(2 * HEADWAY.least);
  });
});
