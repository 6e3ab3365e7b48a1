/** Conditions over facts: how they are read, and what comes of them. */
import fc from 'fast-check';
import {
  type Condition,
  conditionSchema,
  evaluate,
  type Facts,
  type Leaf,
  outlook,
} from '../../server/kernel/conditions';
import { readJson, valueAt } from '../../server/kernel/exact-json';
import { parseInput } from '../../server/kernel/http';
import { refusalOf } from './refusal';

const read = (input: unknown): Condition => parseInput(conditionSchema, input);
const problemOf = (input: unknown) => {
  const { field, problem } = refusalOf(() => read(input))?.details ?? {};
  return field === undefined ? undefined : `${field}: ${problem}`;
};
const factsOf = (json: string): Facts => {
  const facts = readJson(json);
  return (name) => valueAt(facts, name);
};

/** How one comparison of the fact `f` comes out. */
const outcomeOf = (json: string, op: string, value?: unknown) => {
  const leaf = read(value === undefined ? { fact: 'f', op } : { fact: 'f', op, value });
  return evaluate(leaf, factsOf(`{"f":${json}}`)).leaves[0]?.outcome;
};

const LEAF: Leaf = { fact: 'f', op: 'exists' };
const nested = (groups: number): unknown => (groups === 0 ? LEAF : { all: [nested(groups - 1)] });

describe('E10 a comparison', () => {
  it.each([
    // Decimals by what they are worth, whatever they came as.
    ['12.5', 'eq', '12.50', 'held'],
    ['"12.5"', 'eq', '12.50', 'held'],
    ['1.25e1', 'eq', '12.5', 'held'],
    ['12.5', 'ne', '12.50', 'failed'],
    ['-0', 'eq', '0', 'held'],
    ['29383937493038367292', 'eq', '29383937493038367293', 'failed'],
    ['29383937493038367292', 'lt', '29383937493038367293', 'held'],
    ['0.1000000000000000000000000001', 'gt', '0.1', 'held'],
    ['"9"', 'lt', '10', 'held'],
    ['10', 'gt', '10', 'failed'],
    ['10', 'gte', '10.000', 'held'],
    ['10', 'lte', '10', 'held'],
    ['-1', 'lt', '0', 'held'],
    ['10', 'between', ['10', '20'], 'held'],
    ['20.00', 'between', ['10', '20'], 'held'],
    ['20.01', 'between', ['10', '20'], 'failed'],
    ['"1e3"', 'gt', '1', 'incomparable'],
    ['"1,000"', 'gt', '1', 'incomparable'],
    ['" 5"', 'gt', '1', 'incomparable'],
    ['""', 'gt', '1', 'incomparable'],
    ['1e999999', 'gt', '1', 'incomparable'],
    ['true', 'gt', '0', 'incomparable'],
    ['[5]', 'gt', '1', 'incomparable'],
    ['{"value":"5"}', 'between', ['1', '9'], 'incomparable'],
    // Texts letter by letter; one with zeros in front is no number.
    ['"gold"', 'eq', 'gold', 'held'],
    ['"Gold"', 'eq', 'gold', 'failed'],
    ['"gold "', 'eq', 'gold', 'failed'],
    ['"007"', 'eq', '7', 'failed'],
    ['"007"', 'eq', '007', 'held'],
    ['7', 'eq', '07', 'failed'],
    ['""', 'eq', '', 'held'],
    ['"a"', 'ne', 'b', 'held'],
    // Truth values.
    ['true', 'eq', true, 'held'],
    ['true', 'eq', 'true', 'failed'],
    ['"true"', 'eq', true, 'failed'],
    ['false', 'ne', true, 'held'],
    ['1', 'eq', true, 'failed'],
    // Lists.
    ['"b"', 'in', ['a', 'b'], 'held'],
    ['2.0', 'in', ['1', '2'], 'held'],
    ['"c"', 'in', ['a', 'b'], 'failed'],
    ['"c"', 'notIn', ['a', 'b'], 'held'],
    ['"a"', 'notIn', ['a', true], 'failed'],
    ['["a"]', 'in', ['a'], 'incomparable'],
    ['["a"]', 'notIn', ['b'], 'incomparable'],
    ['{}', 'eq', 'a', 'incomparable'],
    ['{}', 'ne', 'a', 'incomparable'],
    ['["a","b"]', 'contains', 'b', 'held'],
    ['[1.0,2]', 'contains', '1', 'held'],
    ['["ab"]', 'contains', 'a', 'failed'],
    ['[null,{},[]]', 'contains', 'a', 'failed'],
    ['"abc"', 'contains', 'bc', 'held'],
    ['"abc"', 'contains', 'BC', 'failed'],
    ['4111', 'startsWith', '41', 'held'],
    ['"abc"', 'startsWith', 'b', 'failed'],
    ['{"a":1}', 'contains', 'a', 'incomparable'],
    ['true', 'startsWith', 't', 'incomparable'],
    // Instants.
    ['"2026-01-31T12:00:00Z"', 'before', '2026-01-31T13:00:00+00:00', 'held'],
    ['"2026-01-31T12:00:00+02:00"', 'before', '2026-01-31T11:00:00Z', 'held'],
    ['"2026-01-31T00:00:00Z"', 'after', '2026-01-31', 'failed'],
    ['"2026-01-31T00:00:00Z"', 'before', '2026-01-31', 'failed'],
    ['"2026-02-01"', 'after', '2026-01-31T23:59:59.999Z', 'held'],
    ['"2026-02-30"', 'after', '2026-01-31', 'incomparable'],
    ['"2026-01-31T12:00:00"', 'after', '2026-01-01', 'incomparable'],
    ['"yesterday"', 'before', '2026-01-31', 'incomparable'],
    ['1769860800000', 'before', '2026-01-31', 'incomparable'],
    // What is there.
    ['""', 'exists', undefined, 'held'],
    ['false', 'exists', undefined, 'held'],
    ['{}', 'exists', undefined, 'held'],
    ['null', 'exists', undefined, 'missing'],
    ['null', 'eq', '', 'missing'],
    ['null', 'ne', 'a', 'missing'],
    ['null', 'notIn', ['a'], 'missing'],
  ])('of %s by %s with %j is %s', (json, op, value, outcome) => {
    expect(outcomeOf(json, op, value)).toBe(outcome);
  });

  it('orders decimals of any length exactly', () => {
    const whole = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n });
    fc.assert(
      fc.property(whole, whole, fc.nat({ max: 40 }), (left, right, decimals) => {
        const asText = (value: bigint) => {
          const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
          const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
          return value < 0n ? `-${text}` : text;
        };
        expect(outcomeOf(asText(left), 'lt', asText(right)) === 'held').toBe(left < right);
        expect(outcomeOf(`"${asText(left)}"`, 'gte', asText(right)) === 'held').toBe(left >= right);
      }),
    );
  });
});

describe('E10 conditions', () => {
  const facts = factsOf('{"a":"1","b":"2"}');
  const yes: Leaf = { fact: 'a', op: 'eq', value: '1' };
  const no: Leaf = { fact: 'a', op: 'eq', value: '2' };
  const missing: Leaf = { fact: 'x', op: 'ne', value: '2' };

  it.each<[string, Condition, boolean]>([
    ['all hold', { all: [yes, yes] }, true],
    ['one of all fails', { all: [yes, no] }, false],
    ['any holds', { any: [no, yes] }, true],
    ['none of any does', { any: [no, missing] }, false],
    ['none holds', { none: [no, missing] }, true],
    ['one of none holds', { none: [no, yes] }, false],
    ['they are nested', { all: [yes, { any: [no, { none: [{ all: [yes, no] }] }] }] }, true],
    ['a fact is missing', missing, false],
  ])('come out where %s', (_, condition, held) => {
    expect(evaluate(condition, facts).held).toBe(held);
  });

  it('tell of every leaf, in order, what it wanted, what was there and how it came out', () => {
    const tree = read({
      any: [
        yes,
        { all: [no, missing] },
        { none: [{ fact: 'b', op: 'gt', value: '1' }] },
        { fact: 'c', op: 'gt', value: '1' },
      ],
    });
    const { held, leaves } = evaluate(tree, factsOf('{"a":"1","b":2.50,"c":{"d":[1e3,"x"]}}'));
    expect(held).toBe(true);
    expect(
      leaves.map(({ leaf: { fact, op, value: wanted }, value, outcome }) => [fact, op, wanted, value, outcome]),
    ).toEqual([
      ['a', 'eq', '1', '1', 'held'],
      ['a', 'eq', '2', '1', 'failed'],
      ['x', 'ne', '2', null, 'missing'],
      ['b', 'gt', '1', '2.50', 'held'],
      ['c', 'gt', '1', '{"d":[1e3,"x"]}', 'incomparable'],
    ]);
  });

  it('tell no more of a value than every database stores', () => {
    const long = JSON.stringify(`a\0${'b'.repeat(197)}\u{1D11E}cc`);
    const [leaf] = evaluate(read({ fact: 'f', op: 'exists' }), factsOf(`{"f":${long}}`)).leaves;
    expect(leaf?.value).toBe(`a${'b'.repeat(197)}\u{1D11E}`);
  });

  it('find no fact that is not there itself', () => {
    const payload = factsOf('{"__proto__":{"real":"1"},"list":["a"],"text":"abc","n":1}');
    const names = [
      'constructor',
      'constructor.name',
      'toString',
      '__proto__.constructor',
      'list.length',
      'list.map',
      'list.-1',
      'list.1',
      'text.length',
      'text.0',
      'n.value',
      'n.constructor',
      'hasOwnProperty.call',
      '__proto__.__proto__',
      ' list',
    ];
    for (const fact of names) {
      const { leaves } = evaluate(
        read({
          any: [
            { fact, op: 'exists' },
            { fact, op: 'ne', value: 'x' },
          ],
        }),
        payload,
      );
      expect([fact, ...leaves.map(({ outcome }) => outcome)]).toEqual([fact, 'missing', 'missing']);
    }
    expect(evaluate(read({ fact: '__proto__.real', op: 'eq', value: '1' }), payload).held).toBe(true);
    expect(evaluate(read({ fact: 'list.0', op: 'eq', value: 'a' }), payload).held).toBe(true);
  });
});

describe('E10 a tree of conditions', () => {
  it('is read as it was written', () => {
    const tree = { all: [LEAF, { any: [{ fact: 'a.b', op: 'in', value: ['1', true] }] }, { none: [nested(3)] }] };
    expect(read(tree)).toEqual(tree);
    expect(read(LEAF)).toEqual(LEAF);
  });

  it('has at most 5 groups within each other, and 50 leaves', () => {
    expect(problemOf(nested(5))).toBeUndefined();
    expect(problemOf(nested(6))).toBe('all.0.all.0.all.0.all.0.all.0: is nested more than 5 deep');
    expect(problemOf(nested(5_000))).toContain('is nested more than 5 deep');
    const leaves = (count: number) => ({ all: [{ any: Array(30).fill(LEAF) }, { any: Array(count - 30).fill(LEAF) }] });
    expect(problemOf(leaves(50))).toBeUndefined();
    expect(problemOf(leaves(51))).toBe('all.1.any.20: is one of more than 50 comparisons');
    expect(problemOf({ all: Array(1_000_000).fill(LEAF) })).toBe('all.50: is one of more than 50 comparisons');
  });

  it.each<[unknown, string]>([
    [undefined, ': '],
    [null, ': '],
    ['f', ': '],
    [[], ': '],
    [{}, 'op: must be eq, ne, in'],
    [{ all: [] }, 'all: must be a list, and not empty'],
    [{ all: LEAF }, 'all: must be a list, and not empty'],
    [{ all: [LEAF], any: [LEAF] }, ': must be a comparison, or one of all, any and none'],
    [{ all: [LEAF], fact: 'f', op: 'exists' }, ': must be a comparison, or one of all, any and none'],
    [{ any: [LEAF, { none: [{ fact: 'f', op: 'gt', value: '1e3' }] }] }, 'any.1.none.0.value: must be a decimal'],
    [{ fact: 'f', op: 'matches', value: '.*' }, 'op: must be eq, ne, in'],
    [{ fact: 'f', op: '__proto__', value: 'x' }, 'op: must be eq, ne, in'],
    [{ fact: '', op: 'exists' }, 'fact: must be names parted by dots'],
    [{ fact: 'a..b', op: 'exists' }, 'fact: must be names parted by dots'],
    [{ fact: '.', op: 'exists' }, 'fact: must be names parted by dots'],
    [{ fact: 'a. .b', op: 'exists' }, 'fact: must be names parted by dots'],
    [{ fact: 'x'.repeat(201), op: 'exists' }, 'fact: must have at most 200 characters'],
    [{ fact: ['f'], op: 'exists' }, 'fact: must be text'],
    [{ op: 'exists' }, 'fact: must be text'],
    [{ fact: 'f', op: 'exists', value: 'x' }, 'value: there is no such field'],
    [{ fact: 'f', op: 'eq', value: 'x', code: '1' }, 'code: there is no such field'],
    [{ fact: 'f', op: 'eq', value: 5 }, 'value: must be text, a decimal as text'],
    [{ fact: 'f', op: 'eq' }, 'value: must be text, a decimal as text'],
    [{ fact: 'f', op: 'eq', value: null }, 'value: must be text, a decimal as text'],
    [{ fact: 'f', op: 'eq', value: 'x'.repeat(201) }, 'value: must have at most 200 characters'],
    [{ fact: 'f', op: 'gt', value: 5 }, 'value: must be text'],
    [{ fact: 'f', op: 'gt', value: '' }, 'value: must not be empty'],
    [{ fact: 'f', op: 'in', value: [] }, 'value: must not be empty'],
    [{ fact: 'f', op: 'in', value: 'a' }, 'value: must be a list'],
    [{ fact: 'f', op: 'in', value: Array(101).fill('a') }, 'value: must have at most 100 values'],
    [{ fact: 'f', op: 'between', value: ['2', '1'] }, 'value: must be two decimals'],
    [{ fact: 'f', op: 'between', value: ['1'] }, 'value: must be two decimals'],
    [{ fact: 'f', op: 'between', value: ['1', 'x'] }, 'value.1: must be a decimal'],
    [{ fact: 'f', op: 'startsWith', value: '' }, 'value: must not be empty'],
    [{ fact: 'f', op: 'before', value: 'tomorrow' }, 'value: must be an instant'],
    [{ fact: 'f', op: 'eq', value: 'a\0' }, 'value: holds characters that cannot be stored.'],
  ])('is refused as %j', (input, problem) => {
    expect(problemOf(input)).toContain(problem);
  });

  it('is read or refused, and looked at, whatever it holds', () => {
    const op = fc.constantFrom('eq', 'ne', 'in', 'gt', 'between', 'exists', 'startsWith', 'contains', 'before', 'x');
    const value = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant('5'),
      fc.array(fc.constantFrom('5', 'x', null), { maxLength: 3 }),
    );
    const leaf = fc.record({ fact: fc.oneof(fc.string(), fc.constant('a.0.b')), op, value });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('tree'), { maxLength: 3 }))
          .map(([name, parts]) => ({ [name]: parts })),
      ),
    }));
    let wasRead = 0;
    fc.assert(
      fc.property(tree, fc.json(), (input, json) => {
        if (refusalOf(() => read(input)) !== undefined) return;
        wasRead += 1;
        const condition = read(input);
        expect(condition).toEqual(input);
        evaluate(condition, factsOf(json));
      }),
      { numRuns: 3_000 },
    );
    expect(wasRead).toBeGreaterThan(50);
  });
});

describe('E10 the outlook of conditions while some facts are not known', () => {
  const value = fc.constantFrom('1', '2');
  const leaf = fc.record({ fact: fc.constantFrom('a', 'b', 'later'), op: fc.constant('eq' as const), value });
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((none) => ({ none })),
    ),
  }));

  it('is what comes of them whatever these are, or open', () => {
    fc.assert(
      fc.property(tree, value, (condition, a) => {
        const known = (name: string) => (name === 'a' ? a : undefined);
        const seen = outlook(condition, known, (name) => name !== 'later');
        const results = ['1', '2', undefined].map(
          (later) => evaluate(condition, (name) => (name === 'later' ? later : known(name))).held,
        );
        if (seen === 'open') return;
        expect(results).toEqual(results.map(() => seen === 'holds'));
      }),
    );
  });
});
