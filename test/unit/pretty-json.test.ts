import fc from 'fast-check';

import { prettyJson } from '../../admin/ui/prettyJson';

describe('JSON for a person to read', () => {
  it('has a value a line', () => {
    expect(prettyJson('{"a":1,"b":{"c":[1,{}],"d":[]}}')).toBe(
      '{\n  "a": 1,\n  "b": {\n    "c": [\n      1,\n      {}\n    ],\n    "d": []\n  }\n}',
    );
  });

  it('is what a program makes of it, where a program loses nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.object(), fc.array(fc.jsonValue())), (value) => {
        const text = JSON.stringify(value);
        expect(prettyJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  it('keeps every digit, and signs within a text', () => {
    expect(prettyJson('{"n":1.10000000000000000001,"t":"a,{b}: \\"c"}')).toBe(
      '{\n  "n": 1.10000000000000000001,\n  "t": "a,{b}: \\"c"\n}',
    );
  });

  it('shows what was cut off as far as it goes', () => {
    expect(prettyJson('{"a":{"b":"cut o')).toBe('{\n  "a": {\n    "b": "cut o');
  });

  it.each(['amount=1&b=2', '', '12', 'null'])('leaves what is no object or list as it is: %s', (text) => {
    expect(prettyJson(text)).toBe(text);
  });
});
