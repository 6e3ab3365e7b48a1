/** Files of events as people send them: JSON lines and CSV. */
import { type EventLine, LONGEST_EVENT_LINE, readEventLines } from '../../../server/affiliates/record/lines';
import type { AffiliateFileFormat } from '../../../server/contract';
import { collect } from '../../support/collect';
import { refusalOf } from '../refusal';

const FIELDS = ['externalId', 'type', 'userId', 'pid', 'payload', 'requestBody'];

type Chunk = string | Uint8Array;

// eslint-disable-next-line @typescript-eslint/require-await -- the reader takes what comes in over time
async function* streamOf(chunks: Iterable<Chunk>): AsyncGenerator<Chunk> {
  yield* chunks;
}

const linesOf = (format: AffiliateFileFormat, ...chunks: Chunk[]): Promise<EventLine[]> =>
  collect(readEventLines({ text: streamOf(chunks), format, fields: FIELDS }));
/** Each line as its number and its fields, or what is wrong with it. */
const told = async (format: AffiliateFileFormat, ...chunks: Chunk[]) =>
  (await linesOf(format, ...chunks)).map(({ line, fields, problem }) => [line, fields ?? problem]);

async function refusalIn(csv: string): Promise<string | undefined> {
  try {
    await linesOf('csv', csv);
  } catch (error) {
    const { code, details } = refusalOf(() => {
      throw error;
    })!;
    return `${code} ${details.field}: ${details.problem}`;
  }
  return undefined;
}

describe('events as JSON lines', () => {
  it.each<[string, string, unknown]>([
    ['texts', '{"externalId":"a","type":"deposit"}', { externalId: 'a', type: 'deposit' }],
    [
      'numbers with every digit',
      '{"userId":29383937493038367292,"pid":7.50}',
      { userId: '29383937493038367292', pid: '7.50' },
    ],
    ['no field that is null', '{"externalId":"a","pid":null}', { externalId: 'a' }],
    ['empty texts', '{"pid":"","requestBody":""}', { pid: '', requestBody: '' }],
    ['texts with their blanks', '{"pid":" a\\n"}', { pid: ' a\n' }],
    ['payloads as JSON', '{"payload": {"a": [1e3, 1.50], "b": "x"}}', { payload: '{"a":[1e3,1.50],"b":"x"}' }],
    ['payloads that are text', '{"payload":"a"}', { payload: '"a"' }],
    ['request bodies as they are', '{"requestBody":"a=1&b=2"}', { requestBody: 'a=1&b=2' }],
    ['request bodies as JSON', '{"requestBody":{"a":1.0}}', { requestBody: '{"a":1.0}' }],
    ['an object alone', '{}', {}],
  ])('have %s', async (_, json, fields) => {
    expect(await told('jsonl', json)).toEqual([[1, fields]]);
  });

  it.each([
    ['no JSON', '{"externalId":', 'is no JSON object.'],
    ['a list', '[{"externalId":"a"}]', 'is no JSON object.'],
    ['a text', '"a"', 'is no JSON object.'],
    ['two objects', '{"pid":"a"} {"pid":"b"}', 'is no JSON object.'],
    ['a field that nobody knows', '{"foo":"a"}', 'has a field that no event has: "foo".'],
    ['a field in another case', '{"externalid":"a"}', 'has a field that no event has: "externalid".'],
    ['__proto__', '{"__proto__":{"pid":"a"}}', 'has a field that no event has: "__proto__".'],
    ['a field of a prototype', '{"constructor":"a"}', 'has a field that no event has: "constructor".'],
    ['a long name', `{"${'x'.repeat(1_000)}":1}`, `has a field that no event has: "${'x'.repeat(100)}".`],
    ['an object for an id', '{"userId":{"id":7}}', 'has neither text nor a number in "userId".'],
    ['a truth value', '{"pid":true}', 'has neither text nor a number in "pid".'],
    ['a control character', '{"pid":"a\0"}', 'holds a character that is no text: U+0000.'],
    ['nesting without end', `{"payload":${'['.repeat(10_000)}}`, 'is no JSON object.'],
  ])('are told where a line has %s', async (_, json, problem) => {
    expect(await told('jsonl', `{"pid":"1"}\n${json}\n{"pid":"3"}\n`)).toEqual([
      [1, { pid: '1' }],
      [2, problem],
      [3, { pid: '3' }],
    ]);
  });

  it('may have a byte order mark, CRLF and blank lines, and be cut anywhere', async () => {
    const text = '\uFEFF{"pid":"é"}\r\n\r\n  \n{"pid":"𝄞"}\r\n\uFEFF{"pid":"c"}';
    const expected = [
      [1, { pid: 'é' }],
      [4, { pid: '𝄞' }],
      [5, { pid: 'c' }],
    ];
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await told('jsonl', bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected);
    }
    expect(await told('jsonl', '')).toEqual([]);
  });
});

describe('events as CSV', () => {
  const HEAD = 'externalId,type,payload,requestBody,pid\n';

  it('have columns in any order and case, cells without blanks at their ends, and nothing for an empty one', async () => {
    const csv = '\uFEFF PAYLOAD ,externalid,Type\r\n"{""a"": 1e3, ""b"": ""x,y""}", a ,\r\n\r\n,b,deposit\r\n';
    expect(await told('csv', csv)).toEqual([
      [2, { externalId: 'a', payload: '{"a": 1e3, "b": "x,y"}' }],
      [4, { externalId: 'b', type: 'deposit' }],
    ]);
  });

  it('keep a payload and a request body as they are, also over several lines', async () => {
    const csv = `${HEAD}a,deposit," {\n""a"": 1\n}"," a=1\nb=2 ",p\nb,deposit,{},,q\n`;
    expect(await told('csv', csv)).toEqual([
      [2, { externalId: 'a', type: 'deposit', payload: ' {\n"a": 1\n}', requestBody: ' a=1\nb=2 ', pid: 'p' }],
      [6, { externalId: 'b', type: 'deposit', payload: '{}', pid: 'q' }],
    ]);
  });

  it.each([
    ['more cells than the heading', 'a,deposit,{},,p,more', 'has 6 cells, the heading has 5.'],
    ['fewer cells', 'a,deposit', 'has 2 cells, the heading has 5.'],
    ['no JSON for a payload', 'a,deposit,{a:1},,p', 'has no JSON in "payload".'],
    ['a payload that lost its quotes', 'a,deposit,{"a":1,"b":2},p', 'has text behind a quote that closes.'],
    ['a quote that does not close', 'a,deposit,"{""a"":1},,p', 'opens a quote that does not close within a record.'],
    ['text behind a quote', 'a,deposit,"{}"x,,p', 'has text behind a quote that closes.'],
    ['a control character', 'a,deposit,{},\0,p', 'holds a character that is no text: U+0000.'],
  ])('are told where a line has %s', async (_, line, problem) => {
    expect(await told('csv', `${HEAD}1,,,,\n${line}\n3,,{},,\n`)).toEqual([
      [2, { externalId: '1' }],
      [3, problem],
      [4, { externalId: '3', payload: '{}' }],
    ]);
  });

  it('lose to a stray quote no line that is an event by itself', async () => {
    const stray = 'opens a quote that does not close within a record.';
    const event = (id: string) => `${id},deposit,"{""a"":1}",,p`;
    expect(await told('csv', `${HEAD}a,deposit,{},,"p\n${event('b')}\nc,deposit,{},,"p"\n`)).toEqual([
      [2, stray],
      [3, { externalId: 'b', type: 'deposit', payload: '{"a":1}', pid: 'p' }],
      [4, { externalId: 'c', type: 'deposit', payload: '{}', pid: 'p' }],
    ]);
    // What the quote would make is too wide, or has no payload where it belongs.
    for (const closing of ['",deposit,{},,p,more', '",deposit,x,,p', '",deposit,,,p', ',"more', ',{},"']) {
      const lines = await told('csv', `${HEAD}"a\n${closing}\nc,deposit,{},,p\n`);
      expect([lines[0], lines.at(-1)]).toEqual([
        [2, stray],
        [4, { externalId: 'c', type: 'deposit', payload: '{}', pid: 'p' }],
      ]);
    }
  });

  it('may have a payload of many lines and more than 64 KiB', async () => {
    const texts = Array.from({ length: 140 }, () => 'x'.repeat(1_000));
    const payload = JSON.stringify({ texts, numbers: [1, 2, {}, {}], a: { b: 'c' } }, null, 1);
    expect(payload.length).toBeGreaterThan(2 * 65_536);
    const cell = `"${payload.replaceAll('"', '""')}"`;
    expect(await told('csv', `externalId,payload\na,${cell}\nb,{}\n`)).toEqual([
      [2, { externalId: 'a', payload }],
      [2 + payload.split('\n').length, { externalId: 'b', payload: '{}' }],
    ]);
    // A line of it may have as many cells as the heading, and an object where that has the payload.
    expect(await told('csv', `payload,externalId\n${cell},a\n`)).toEqual([[2, { externalId: 'a', payload }]]);
  });

  it('may have empty columns at the end, as spreadsheets write them', async () => {
    expect(await told('csv', 'externalId,pid,,\na,b,,\nc,d\ne,f,,g\n')).toEqual([
      [2, { externalId: 'a', pid: 'b' }],
      [3, { externalId: 'c', pid: 'd' }],
      [4, 'has 4 cells, the heading has 2.'],
    ]);
  });

  it.each([
    ['externalId,foo,pid\na,b,c\n', 'INVALID_INPUT text: the first line names a column that no event has: "foo".'],
    ['externalId,,pid\na,b,c\n', 'INVALID_INPUT text: the first line names a column that no event has: "".'],
    ['__proto__\na\n', 'INVALID_INPUT text: the first line names a column that no event has: "__proto__".'],
    ['pid,externalId,PID\n', 'INVALID_INPUT text: the first line names the column pid twice.'],
    ['"pid\n', 'INVALID_INPUT text: the first line opens a quote that does not close within a record.'],
    ['pid\0\na\n', 'INVALID_INPUT text: the first line holds a character that is no text: U+0000.'],
    ['', undefined],
    ['pid\n', undefined],
  ])('with the heading %j are refused: %s', async (csv, refusal) => {
    expect(await refusalIn(csv)).toBe(refusal);
  });
});

describe('a file of events', () => {
  const long = 10 * 1024 * 1024;

  it.each<[AffiliateFileFormat, string, (text: string) => string]>([
    ['jsonl', '', (pid) => `{"pid":"${pid}"}\n`],
    ['csv', 'pid\n', (pid) => `${pid}\n`],
  ])('as %s has lines up to a length, and goes on behind longer ones', async (format, head, event) => {
    const first = head === '' ? 1 : 2;
    const fits = 'x'.repeat(LONGEST_EVENT_LINE - event('').trimEnd().length);
    for (const size of [1_000, 65_536, long]) {
      const text = head + event(fits) + event(`${fits}x`) + event('y'.repeat(long)) + event('z');
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      expect(await told(format, ...chunks)).toEqual([
        [first, { pid: fits }],
        [first + 1, 'is too long.'],
        [first + 2, 'is too long.'],
        [first + 3, { pid: 'z' }],
      ]);
    }
  });

  it('holds a payload and a request body of 64 KiB of quotes', async () => {
    const text = JSON.stringify('"'.repeat(32_768));
    const payload = `{"a":${text}}`;
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const fields = { payload, requestBody: payload };
    expect(await told('csv', `payload,requestBody\n${quoted(payload)},${quoted(payload)}\n`)).toEqual([[2, fields]]);
    expect(
      await told('jsonl', JSON.stringify({ payload: { a: JSON.parse(text) as string }, requestBody: payload })),
    ).toEqual([[1, fields]]);
  });

  it('without line ends is never held as a whole', async () => {
    const piece = 'x'.repeat(1024 * 1024);
    function* pieces() {
      // More than a text of JavaScript can hold.
      for (let i = 0; i < 600; i += 1) yield piece;
    }
    expect(await told('jsonl', ...pieces())).toEqual([[1, 'is too long.']]);
  });

  it('is read as far as it is asked for, and given back', async () => {
    for (const format of ['jsonl', 'csv'] as const) {
      let taken = 0;
      let isClosed = false;
      // eslint-disable-next-line @typescript-eslint/require-await -- as above
      async function* text(): AsyncGenerator<string> {
        try {
          yield format === 'csv' ? 'pid\n' : '';
          for (;;) {
            taken += 1;
            yield format === 'csv' ? 'a\n' : '{"pid":"a"}\n';
          }
        } finally {
          isClosed = true;
        }
      }
      for await (const { line } of readEventLines({ text: text(), format, fields: FIELDS })) if (line === 100) break;
      expect([format, isClosed, taken <= 101]).toEqual([format, true, true]);
    }
  });
});
