/** F14: what a correction takes off an event whose cause is reversed, in whatever parts. */
import { correctionOf } from '../../../server/affiliates/record/corrections';

describe('F14 the amount of a correction', () => {
  it.each<[string | null, bigint, bigint, string[], string | null]>([
    ['12.50', 100n, 100n, [], '-12.50'],
    ['-12.50', 100n, 100n, [], '12.50'],
    ['12.50', 50n, 100n, [], '-6.25'],
    ['0.01', 50n, 100n, [], '-0.01'],
    ['0.01', 49n, 100n, [], '0.00'],
    ['10', 1n, 3n, [], '-3'],
    ['10', 2n, 3n, ['-3'], '-4'],
    ['10', 3n, 3n, ['-3', '-4'], '-3'],
    ['0', 1n, 1n, [], '0'],
    [null, 1n, 1n, [], null],
    ['123456789012345678901234567890.12', 1n, 2n, [], '-61728394506172839450617283945.06'],
  ])('of %s, when %i of %i is reversed and %j was taken off before, is %s', (amount, part, whole, before, expected) => {
    expect(correctionOf(amount, { part, whole }, before)).toBe(expected);
  });

  it('comes to the whole, whatever the parts', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const whole = BigInt(1 + ((seed * 7_919) % 997));
      const amount = `${(seed * 31) % 1_000}.${String((seed * 17) % 100).padStart(2, '0')}`;
      const before: string[] = [];
      for (let part = 0n; part < whole;) {
        part = part + BigInt(1 + ((seed * Number(part + 3n)) % 97));
        before.push(correctionOf(amount, { part: part < whole ? part : whole, whole }, before)!);
      }
      const cents = before.reduce((sum, one) => sum + BigInt(one.replace('.', '')), 0n);
      expect([amount, cents]).toEqual([amount, -BigInt(amount.replace('.', ''))]);
    }
  });
});
