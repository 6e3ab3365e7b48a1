/** JSON that keeps the digits of its numbers, beside JSON as everybody reads it. */
import fc from 'fast-check';
import { isJsonNumber, type JsonValue, ownField, readJson, valueAt, writeJson } from '../../server/kernel/exact-json';
import { plainDecimal, plainNumber } from '../../server/kernel/plain-decimal';

/** What `JSON.parse` makes of a text, written again; undefined where it is no JSON. */
function parsed(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The same of what `readJson` made: its numbers lose here what they kept. */
const asParsed = (value: JsonValue | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(JSON.parse(writeJson(value)));

/** JSON with a piece of it taken out, doubled, or replaced by what a writer of JSON might get wrong. */
const nearlyJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.nat({ max: 4 }),
    fc.constantFrom('', ',', '"', '\\', '0', '-', '.', 'e', '\t', '\0', '{', ']', '\u00a0', '\ufeff', '\\u00', "'"),
  )
  .map(([json, at, length, piece]) => {
    const start = at % (json.length + 1);
    return json.slice(0, start) + piece + json.slice(start + length);
  });

describe('E2 JSON', () => {
  it('is read as JSON.parse reads it, and refused where that refuses it', () => {
    let refused = 0;
    const look = (text: string) => {
      const expected = parsed(text);
      if (expected === undefined) refused += 1;
      expect([text, asParsed(readJson(text))]).toEqual([text, expected]);
    };
    fc.assert(fc.property(nearlyJson, look), { numRuns: 5_000 });
    for (const text of [
      '',
      ' ',
      '01',
      '-',
      '1.',
      '.5',
      '+1',
      '1e',
      'nul',
      'NaN',
      '[1,]',
      '{"a":1,}',
      '{a:1}',
      '"\n"',
      '//',
    ]) {
      look(text);
    }
    expect(refused).toBeGreaterThan(500);
  });

  it('keeps every digit of every number', () => {
    const text = '{"a":29383937493038367292,"b":[1.50,1e3,-0,1E-2,1e999999],"c":{"d":0.1000000000000000055511151231}}';
    expect(writeJson(readJson(text)!)).toBe(text);
    const number = readJson('1.50');
    expect(isJsonNumber(number) && number.value).toBe('1.50');
  });

  it('has of a name that stands twice the last one', () => {
    expect(writeJson(readJson('{"a":1,"b":2,"a":{"c":3}}')!)).toBe('{"a":{"c":3},"b":2}');
  });

  it('is read up to 100 deep', () => {
    const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(writeJson(readJson(nested(100))!)).toBe(nested(100));
    expect(readJson(`[${nested(100)}]`)).toBeUndefined();
    expect(readJson('['.repeat(1_000_000))).toBeUndefined();
  });

  it('gives out its own fields and no others', () => {
    const value = readJson('{"__proto__":{"a":1},"b":null,"c":[{"d":"e"},2]}');
    expect(writeJson(ownField(value, '__proto__')!)).toBe('{"a":1}');
    for (const name of ['a', 'constructor', 'toString', 'hasOwnProperty', '']) {
      expect(ownField(value, name)).toBeUndefined();
    }
    expect(valueAt(value, 'c.0.d')).toBe('e');
    expect(valueAt(value, 'b')).toBeNull();
    for (const path of [
      'c.length',
      'c.map',
      'c.-1',
      'c.00',
      'c.2',
      'c.0.d.0',
      'c.0.d.length',
      'c.1.value',
      'b.c',
      '',
      '.',
      'c.',
      '__proto__.constructor',
    ]) {
      expect([path, valueAt(value, path)]).toEqual([path, undefined]);
    }
  });
});

describe('F3 a JSON number, written plainly', () => {
  it('is worth what it was', () => {
    const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,25})$/);
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        digits,
        fc.stringMatching(/^(\.[0-9]{1,25})?$/),
        fc.integer({ min: -60, max: 60 }),
      )
      .map(([sign, whole, fraction, exponent]) => ({
        text: `${sign}${whole}${fraction}e${exponent}`,
        exponent,
        digits: BigInt(sign + whole + fraction.slice(1)),
        decimals: Math.max(0, fraction.length - 1),
      }));
    fc.assert(
      fc.property(number, ({ text, digits: units, decimals, exponent }) => {
        const plain = plainNumber(text)!;
        expect(plain).toMatch(/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/);
        const [, fraction = ''] = plain.split('.');
        // Both sides in units of the smaller of the two last decimals.
        const scale = Math.max(decimals - exponent, fraction.length, 0);
        const expected = units * 10n ** BigInt(scale - decimals + exponent);
        expect(BigInt(plain.replace('.', '')) * 10n ** BigInt(scale - fraction.length)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it('has a bound, and is not made where it would pass it', () => {
    expect(plainNumber('1e998')).toHaveLength(999);
    for (const number of ['1e1000', '1e-1000', `1e${'9'.repeat(400)}`, `-1e-${'9'.repeat(400)}`]) {
      expect(plainNumber(number)).toBeNull();
    }
    expect(plainDecimal('9'.repeat(1_000))).not.toBeNull();
    expect(plainDecimal('9'.repeat(1_001))).toBeNull();
  });
});
