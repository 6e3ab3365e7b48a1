/** Files as people send them: lines and CSV records, and what a stray character costs. */
import { EARNING_LIMITS } from '../../server/contract';
import { type CsvRecord, misfitOf, readCsv, separatorIn } from '../../server/kernel/csv-reader';
import { type Line, readLines } from '../../server/kernel/text-lines';
import { collect } from '../support/collect';

type Chunk = string | Uint8Array;

// eslint-disable-next-line @typescript-eslint/require-await -- the reader takes what comes in over time
async function* streamOf(chunks: readonly Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
}

const linesOf = (...chunks: Chunk[]): Promise<Line[]> => collect(readLines(streamOf(chunks)));
const WIDTH = 3;
const recordsOf = (text: string): Promise<CsvRecord[]> =>
  collect(readCsv(readLines(streamOf([text])), (cells) => cells.length === WIDTH));
/** A record as one line: where it begins, and its cells or why there are none. */
const told = async (text: string) =>
  (await recordsOf(text)).map(({ line, cells, problem }) => `${line} ${cells?.join('|') ?? problem}`);

const OPEN = 'opens a quote that does not close within a record.';
const BEHIND = 'has text behind a quote that closes.';

describe('the lines of a text', () => {
  it('end with LF or CRLF, wherever the text is cut into pieces', async () => {
    const text = 'one\r\ntwo\n\nthree é 𝄞\r\n';
    const expected = ['one', 'two', '', 'three é 𝄞'].map((line, i) => ({ number: i + 1, text: line, problem: null }));
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await linesOf(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected);
    }
    for (let at = 0; at <= text.length; at += 1) {
      expect(await linesOf(text.slice(0, at), text.slice(at))).toEqual(expected);
    }
  });

  it('lose a byte order mark at their beginning, as text and as bytes, also where files were joined', async () => {
    for (const text of ['\uFEFFa\n\uFEFFb', Buffer.from('\uFEFFa\n\uFEFFb')]) {
      expect((await linesOf(text)).map((line) => line.text)).toEqual(['a', 'b']);
    }
  });

  it.each([
    ['\0', 'U+0000'],
    ['\u001b', 'U+001B'],
    ['\r', 'U+000D'],
    ['\u007f', 'U+007F'],
    ['\u0085', 'U+0085'],
    ['\ud800', 'U+D800'],
    ['\ufffd', 'U+FFFD'],
  ])('with %j in one of them are read but for that one', async (bad, name) => {
    expect(await linesOf(`a\nb${bad}c\nd\te`)).toEqual([
      { number: 1, text: 'a', problem: null },
      { number: 2, text: null, problem: `holds a character that is no text: ${name}.` },
      { number: 3, text: 'd\te', problem: null },
    ]);
  });

  it('that are no UTF-8 do not take the next one with them', async () => {
    const lines = await linesOf(Buffer.from([0x61, 0xe2, 0x82, 0x0a, 0x62, 0x0a, 0xff]));
    expect(lines.map(({ text }) => text)).toEqual([null, 'b', null]);
  });

  it('that are too long are passed over, in one piece or in many', async () => {
    const long = 'x'.repeat(EARNING_LIMITS.line + 1);
    for (const chunks of [[`a\n${long}\nb`], ['a\n', long, long, '\nb'], ['a\n', ...long.match(/.{1,999}/g)!, '\nb']]) {
      expect((await linesOf(...chunks)).map(({ text, problem }) => text ?? problem)).toEqual([
        'a',
        'is too long.',
        'b',
      ]);
    }
  });
});

describe('the records of a CSV text', () => {
  it.each([
    ['plain cells, empty ones too', 'a,b,c\n,,\n', ['1 a|b|c', '2 ||']],
    ['quoted cells', '"a,b","c""d",""', ['1 a,b|c"d|']],
    ['quotes inside a cell, which mean nothing there', 'a"b,5" c, "d"', ['1 a"b|5" c| "d"']],
    ['no blank lines', 'a\n\n  \nb', ['1 a', '4 b']],
    ['line ends in a quoted cell', 'a,"b\n\nc ""d""\ne",f\ng,h,i', ['1 a|b\n\nc "d"\ne|f', '5 g|h|i']],
    ['several such cells in a record', '"a\nb","c\nd",e\nf,g,h', ['1 a\nb|c\nd|e', '4 f|g|h']],
  ])('are %s', async (_, text, records) => {
    expect(await told(text)).toEqual(records);
  });

  it.each([
    ['left open before good lines', 'a,"b,c\nd,e,f\ng,h,i', [`1 ${OPEN}`, '2 d|e|f', '3 g|h|i']],
    ['left open at the end', 'a,b,c\nd,"e,f', ['1 a|b|c', `2 ${OPEN}`]],
    ['and a second one that would close it', 'a,b,"c\nd,e,f\ng,h,i"', [`1 ${OPEN}`, '2 d|e|f', '3 g|h|i"']],
    ['and a record that it makes too wide', '"a\nb",c,d,e\nf,g,h', [`1 ${OPEN}`, '2 b"|c|d|e', '3 f|g|h']],
    ['before a quote that cannot close it', '"a,b,c\nd,"e",f', [`1 ${OPEN}`, '2 d|e|f']],
    [
      'before a line that is no text',
      'a,"b,c\nd,\0,f\ng,h,i',
      [`1 ${OPEN}`, '2 holds a character that is no text: U+0000.', '3 g|h|i'],
    ],
    ['closed before the end of its cell', 'a,"b"x,c\nd,e,f', [`1 ${BEHIND}`, '2 d|e|f']],
  ])('lose to a quote %s the line that it stands in', async (_, text, records) => {
    expect(await told(text)).toEqual(records);
  });

  it('hold at most so many characters and lines, and go on behind what holds more', async () => {
    const longCell = `"a\n${'x'.repeat(1_000)}\n`.padEnd(EARNING_LIMITS.line + 10, `${'y'.repeat(999)}\n`);
    expect((await told(`${longCell}\nb,c,d`)).at(-1)).toMatch(/^\d+ b\|c\|d$/);
    expect((await told(`${longCell}\nb,c,d`))[0]).toBe(`1 ${OPEN}`);
    const cell = (lines: number) => `"a${'\nx'.repeat(lines - 1)}",b,c`;
    expect(await recordsOf(cell(EARNING_LIMITS.recordLines))).toHaveLength(1);
    expect(await recordsOf(cell(EARNING_LIMITS.recordLines + 1))).toHaveLength(EARNING_LIMITS.recordLines + 1);
  });

  it('are looked at a bounded number of times, whatever quotes are strewn over them', async () => {
    const lines = 2_000;
    for (const line of ['a","b', '"', '"",""', '"""', 'a,"b"', '","']) {
      let looks = 0;
      const looksRight = (cells: readonly string[]) => {
        looks += 1;
        return cells.length === WIDTH;
      };
      const text = `${line}\n`.repeat(lines);
      const records = await collect(readCsv(readLines(streamOf([text])), looksRight));
      expect(records.length).toBeGreaterThan(0);
      // Each line by itself, and as a part of whatever a quote above it may have opened.
      expect([line, looks <= 2 * lines * EARNING_LIMITS.recordLines]).toEqual([line, true]);
    }
  });

  it('leave the text alone when whoever reads them stops early', async () => {
    let isClosed = false;
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    async function* text(): AsyncGenerator<string> {
      try {
        for (;;) yield 'a,b,c\n';
      } finally {
        isClosed = true;
      }
    }
    for await (const { line } of readCsv(readLines(text()), () => true)) if (line === 3) break;
    expect(isClosed).toBe(true);
  });
});

describe('cells and a heading', () => {
  it.each([
    [['a', 'b'], ['x', 'y'], null],
    [['a', 'b', 'c'], ['x', 'y'], 'has 3 cells, the heading has 2.'],
    [['a'], ['x', 'y'], 'has 1 cells, the heading has 2.'],
    [['a', 'b', '', ' '], ['x', 'y'], null],
    [['a'], ['x', '', ' '], null],
    [['a', '', 'c'], ['x'], 'has 3 cells, the heading has 1.'],
  ])('%j under %j: %s', (cells, heading, misfit) => {
    expect(misfitOf(cells, heading)).toBe(misfit);
  });
});

describe('what parts the cells of a file', () => {
  it.each([
    ['a,b,c', ','],
    ['a;b;c', ';'],
    ['a\tb\tc', '\t'],
    ['click', '\t'],
    ['"a,b,c,d";b;c', ';'],
    ['"said ""a,b,c,d""";b', ';'],
    ['amount, net;click', ';'],
    ['a;b,c,d', ','],
    ['"a;b', '\t'],
  ])('is told by its heading: %j', (heading, separator) => {
    expect(separatorIn(heading)).toBe(separator);
  });

  it('is a comma unless it is asked for, whatever stands in a heading', async () => {
    expect(await recordsOf('a;b;c,d,e')).toEqual([{ line: 1, cells: ['a;b;c', 'd', 'e'], problem: null }]);
  });

  it('parts every line behind the heading, and nothing inside of quotes', async () => {
    const lines = readLines(streamOf(['\n', 'a;b;c\n1,5;"2;\n";3\n']));
    const records = await collect(readCsv(lines, ({ length }) => length === WIDTH, undefined, separatorIn));
    expect(records.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['a', 'b', 'c']],
      [3, ['1,5', '2;\n', '3']],
    ]);
  });
});
