import { idEndingIn } from '../../server/kernel/search';

describe('a text that is searched for', () => {
  it.each([
    ['WWS36D', 'WWS36D'],
    ['…WWS36D', 'WWS36D'],
    ['wws36d', 'WWS36D'],
    ['01KB2ZQ4N8Y6V5T3R1P0WWS36D', '01KB2ZQ4N8Y6V5T3R1P0WWS36D'],
  ])('%s may be the end of an id', (text, end) => {
    expect(idEndingIn(text)).toBe(end);
  });

  it.each(['WS36D', '…', 'order:4711', 'WWS36U', 'WWS 36D', '01KB2ZQ4N8Y6V5T3R1P0WWS36DX'])('%s is none', (text) => {
    expect(idEndingIn(text)).toBeNull();
  });
});
