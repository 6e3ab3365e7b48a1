import { createHeadway, HEADWAY } from '../../../server/affiliates/delivery/headway';

const CONCURRENCY = 8;

const after = (...reaches: Parameters<ReturnType<typeof createHeadway>['learn']>[0][]): number => {
  const headway = createHeadway();
  for (const reach of reaches) headway.learn(reach);
  return headway.at(CONCURRENCY) / CONCURRENCY;
};
const USED_UP = { wasFull: true, through: 16, underWay: 0 };
const HARDLY_USED = { wasFull: true, through: 1, underWay: 16 };

describe('how far a process claims ahead', () => {
  it('begins with little', () => {
    expect(after()).toBe(HEADWAY.least);
  });

  it('doubles each time that all was sent before more was claimed, up to a bound', () => {
    expect(after(USED_UP)).toBe(2 * HEADWAY.least);
    expect(after(...new Array<typeof USED_UP>(20).fill(USED_UP))).toBe(HEADWAY.most);
  });

  it('halves where hardly any of it was sent, down to where it began', () => {
    expect(after(USED_UP, USED_UP, HARDLY_USED)).toBe(2 * HEADWAY.least);
    expect(after(HARDLY_USED, HARDLY_USED)).toBe(HEADWAY.least);
  });

  it('stays where there was nothing more to claim, or a part of it is under way', () => {
    expect(after({ wasFull: false, through: 3, underWay: 0 })).toBe(HEADWAY.least);
    expect(after(USED_UP, { wasFull: true, through: 8, underWay: 8 })).toBe(2 * HEADWAY.least);
    expect(after(USED_UP, { wasFull: true, through: 0, underWay: 16 })).toBe(2 * HEADWAY.least);
  });
});
