/** F15: our events and a network's lines put together, by rules alone. */
import { previewStatement } from '../../../server/affiliates/comparison/preview-statement';
import { readStatement } from '../../../server/affiliates/comparison/read-statement';
import { ComparisonTally } from '../../../server/affiliates/comparison/tally';
import { type AffiliateColumnMapping, readStatementAmount } from '../../../server/contract';
import { collect } from '../../support/collect';

const WINDOW = { startDate: '2026-01-01', endDate: '2026-01-31' };
const MAPPING: AffiliateColumnMapping = {
  ...{ match: 'clickId', idColumn: 'click', amountColumn: 'payout', currencyColumn: 'cur', currency: null },
  ...{ statusColumn: null, bookedStatuses: [], dateColumn: 'day', decimalSign: '.' },
};

// eslint-disable-next-line @typescript-eslint/require-await -- the reader takes what comes in over time
async function* streamOf(text: string): AsyncGenerator<string> {
  yield text;
}

const read = (csv: string, more: Partial<AffiliateColumnMapping> = {}) =>
  collect(readStatement(streamOf(csv), { ...MAPPING, ...more }));

let counter = 0;
const event = (key: string | null, amount: string | null, more: object = {}) => ({
  ...{ id: `E${(counter += 1)}`, key, amount, currency: 'EUR', status: 'success' as const, isInWindow: true },
  ...more,
});

async function compared(lines: readonly string[], events: readonly ReturnType<typeof event>[], more = {}) {
  const tally = new ComparisonTally(WINDOW);
  for (const line of await read(['click,payout,cur,day,state', ...lines].join('\n'), more)) {
    if (!('problem' in line)) tally.addLine(line);
  }
  for (const one of events) tally.addEvent(one);
  const { rows, counts, sums } = await tally.result();
  const told = rows.map(({ kind, key, currency, ours, theirs }) => [kind, key, currency, ours, theirs]);
  return { rows, told, counts, sums, outside: tally.outsideLines, unbooked: tally.unbookedLines };
}

describe('F15 amounts as networks write them', () => {
  it.each([
    ['12.50', '.', '12.50'],
    ['1,234,567.891', '.', '1234567.891'],
    ['-5', '.', '-5'],
    ['+5', '.', '5'],
    ['', '.', null],
    ['1.234,50', ',', '1234.50'],
    ['12.345', ',', '12345'],
    ['12,5', '.', undefined],
    ['1,23.4', '.', undefined],
    ['12.5', ',', undefined],
    ['€ 5', '.', undefined],
    ['1e3', '.', undefined],
    ['9'.repeat(101), '.', undefined],
  ] as const)('%s with the sign %s is %s', (cell, sign, amount) => {
    expect(readStatementAmount(cell, sign)).toBe(amount);
  });
});

describe('F15 a network’s file', () => {
  it('is read by its heading, wherever the columns stand', async () => {
    expect(await read('day,note,cur,click,payout\n2026-01-02,"a, b",eur, c1 ,1.50\n')).toEqual([
      { line: 2, key: 'c1', currency: 'EUR', amount: '1.50', status: null, isBooked: true, date: '2026-01-02' },
    ]);
  });

  it.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])(
    'is read with cells parted by %s, with a mark, quotes over line ends and CRLF, as spreadsheets save it',
    async (_, by) => {
      const rows = [
        ['day', 'note, if any', 'cur', 'click', 'payout'],
        ['02.01.2026', `"one${by} two,\r\nthree ""3"""`, 'EUR', 'c1', '1.234,50'],
        ['03.01.2026', '', 'EUR', '"c2"', '"0,05"'],
      ];
      const csv = `\uFEFF${rows.map((cells) => cells.join(by)).join('\r\n')}\r\n`;
      const common = { currency: 'EUR', status: null, isBooked: true };
      expect(await read(csv, { decimalSign: ',' })).toEqual([
        { ...common, line: 2, key: 'c1', amount: '1234.50', date: '02.01.2026' },
        { ...common, line: 4, key: 'c2', amount: '0.05', date: '03.01.2026' },
      ]);
    },
  );

  it('tells lines that cannot be compared, and reads on', async () => {
    const lines = await read('click,payout,cur,day\n,1,EUR,\nc2,x,EUR,\nc3,1,,\nc4,1,EUR\nc5,,,\n');
    expect(lines.map((line) => ('problem' in line ? [line.line, line.problem] : line.key))).toEqual([
      [2, 'has no "click".'],
      [3, 'has no amount in "payout".'],
      [4, 'has no currency.'],
      [5, 'has 3 cells, the heading has 4.'],
      'c5',
    ]);
  });

  it.each([
    ['mapping.idColumn', 'c,payout,cur,day\n'],
    ['mapping.currencyColumn', 'click,payout,day\n'],
    ['csv', ''],
  ])('is refused without what is named: %s', async (field, csv) => {
    await expect(read(csv)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field } });
  });

  it('has 100,000 lines at most', async () => {
    await expect(read(`click,payout,cur,day\n${'c,1,EUR,\n'.repeat(100_001)}`)).rejects.toMatchObject({
      code: 'TOO_MANY',
      details: { field: 'csv', limit: '100000' },
    });
  });
});

describe('F15 the beginning of a file', () => {
  const preview = (csv: string, isCut = false) => previewStatement(streamOf(csv), isCut);

  it('tells columns and lines as a comparison would read them', async () => {
    expect(await preview('\uFEFFClick ID ;Betrag\r\n"c;1";1,50\r\nc2\r\nc3;"2\r\n')).toEqual({
      columns: ['Click ID', 'Betrag'],
      lines: [
        { line: 2, cells: ['c;1', '1,50'], problem: null },
        { line: 3, cells: null, problem: 'has 1 cells, the heading has 2.' },
        { line: 4, cells: null, problem: 'opens a quote that does not close within a record.' },
      ],
    });
  });

  it('fills up what a line lacks, and leaves out what it has beyond the heading', async () => {
    expect((await preview('a,b,c\n1,2,\n1,2,3,\n')).lines.map(({ cells }) => cells)).toEqual([
      ['1', '2', ''],
      ['1', '2', '3'],
    ]);
  });

  it('does not tell a last line that may be half of one, and fifty at most', async () => {
    expect((await preview('a,b\n1,2\n3,', true)).lines.map(({ line }) => line)).toEqual([2]);
    expect((await preview('a,b\n1,2\n3,')).lines).toHaveLength(2);
    const long = `a,b\n${'1,2\n'.repeat(60)}`;
    expect((await preview(long, true)).lines).toHaveLength(50);
    expect((await preview(long)).lines).toHaveLength(50);
  });

  it.each(['', '\n\n', '"a\n'])('is refused where it is no heading: %j', async (csv) => {
    await expect(preview(csv)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'csv' } });
  });
});

describe('F15 a comparison', () => {
  it('tells what is sent and not booked, booked and not sent, and what differs', async () => {
    const { told, counts, sums } = await compared(
      ['same,5.00,EUR,,', 'less,4.99,eur,,', 'theirs,7,EUR,,'],
      [event('same', '5'), event('less', '5.00'), event('ours', '3.10'), event(null, '1')],
    );
    expect(told).toEqual([
      ['not_booked', 'ours', 'EUR', '3.1', null],
      ['not_booked', null, 'EUR', '1', null],
      ['agrees', 'same', 'EUR', '5', '5'],
      ['differs', 'less', 'EUR', '5', '4.99'],
      ['not_sent', 'theirs', 'EUR', null, '7'],
    ]);
    expect(counts).toEqual({ not_booked: 2, not_sent: 1, differs: 1, agrees: 1 });
    expect(sums).toEqual([
      { kind: 'not_booked', currency: 'EUR', rows: 2, ours: '4.1', theirs: '0' },
      { kind: 'not_sent', currency: 'EUR', rows: 1, ours: '0', theirs: '7' },
      { kind: 'differs', currency: 'EUR', rows: 1, ours: '5', theirs: '4.99' },
      { kind: 'agrees', currency: 'EUR', rows: 1, ours: '5', theirs: '5' },
    ]);
  });

  it('adds up several events and several lines of an id, exactly', async () => {
    const { rows } = await compared(
      ['c,0.1,EUR,,', 'c,0.2,EUR,,', 'd,12345678901234567890.000000000000000001,EUR,,'],
      [event('c', '0.4'), event('c', '-0.1'), event('d', '12345678901234567890.000000000000000002')],
    );
    expect(rows.map(({ kind, key, ours, theirs, events, lines }) => [kind, key, ours, theirs, events, lines])).toEqual([
      ['agrees', 'c', '0.3', '0.3', 2, 2],
      ['differs', 'd', '12345678901234567890.000000000000000002', '12345678901234567890.000000000000000001', 1, 1],
    ]);
  });

  it('mixes no currency with another one', async () => {
    const { told } = await compared(['c,5,USD,,', 'd,5,EUR,,', 'd,1,USD,,'], [event('c', '5'), event('d', '5')]);
    expect(told).toEqual([
      ['differs', 'c', 'USD', null, '5'],
      ['differs', 'c', 'EUR', '5', null],
      ['agrees', 'd', 'EUR', '5', '5'],
      ['differs', 'd', 'USD', null, '1'],
    ]);
  });

  it('takes no amount and an amount of zero for the same, and neither for a difference beside money', async () => {
    const { told } = await compared(
      ['r,0.00,EUR,,', 's,,,,', 't,5,EUR,,', 'u,0,USD,,', 'v,5,EUR,,'],
      [event('r', null), event('s', '0'), event('t', null), event('t', '5'), event('u', '5'), event('v', null)],
    );
    expect(told).toEqual([
      ['agrees', 'r', null, null, '0'],
      ['agrees', 's', null, '0', null],
      ['agrees', 't', 'EUR', '5', '5'],
      ['differs', 'u', 'EUR', '5', null],
      ['differs', 'v', 'EUR', null, '5'],
    ]);
  });

  it('counts lines as booked by their status, where it is said which are', async () => {
    const { rows, unbooked } = await compared(
      ['a,5,EUR,2026-01-03,Approved', 'b,5,EUR,2026-01-04,rejected', 'c,5,EUR,2026-01-05,rejected'],
      [event('a', '5'), event('b', '5')],
      { statusColumn: 'state', bookedStatuses: ['approved'] },
    );
    expect(rows.map(({ kind, key, status, date }) => [kind, key, status, date])).toEqual([
      ['agrees', 'a', 'Approved', '2026-01-03'],
      ['not_booked', 'b', 'rejected', '2026-01-04'],
    ]);
    expect(unbooked).toBe(2);
  });

  it('says of a line how its event stands that was not sent', async () => {
    const { rows } = await compared(['a,5,EUR,,'], [event('a', '5', { status: 'failed', id: 'E-failed' })]);
    expect(rows).toMatchObject([{ kind: 'not_sent', key: 'a', event: 'E-failed', eventStatus: 'failed', line: 2 }]);
  });

  it('leaves lines of other days aside, unless their events are found, and wants no event of other days booked', async () => {
    const { told, outside } = await compared(
      ['a,5,EUR,2026-02-01,', 'b,5,EUR,2025-12-31T23:00:00Z,', 'c,5,EUR,01/02/2026,'],
      [event('b', '5', { isInWindow: false }), event('d', '5', { isInWindow: false })],
    );
    expect(told).toEqual([
      ['agrees', 'b', 'EUR', '5', '5'],
      ['not_sent', 'c', 'EUR', null, '5'],
    ]);
    expect(outside).toBe(1);
  });
});
