import { BYTE_ORDER_MARK, CsvNumber, csvRecord } from '../../server/kernel/csv';

const line = (...cells: Parameters<typeof csvRecord>[0]) => csvRecord(cells);

describe('a record of a CSV file', () => {
  it('ends with CRLF and parts its cells by commas; nothing is an empty cell', () => {
    expect(line('a', null, 'c')).toBe('a,,c\r\n');
  });

  it.each([
    ['a comma', 'Doe, Jane', '"Doe, Jane"'],
    ['a semicolon, which some spreadsheets take for the separator', 'a;b', '"a;b"'],
    ['a quote', 'the "best" member', '"the ""best"" member"'],
    ['a line feed', 'one\ntwo', '"one\ntwo"'],
    ['a carriage return', 'one\rtwo', '"one\rtwo"'],
    ['a blank at an end', ' a ', '" a "'],
  ])('quotes a text with %s', (_, text, cell) => {
    expect(line(text)).toBe(`${cell}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠a', '  =1', '\0=1'])(
    'keeps a spreadsheet from running %j',
    (text) => {
      expect(line(text)).toBe(`"'${text}"\r\n`);
    },
  );

  it('neutralises and quotes at once', () => {
    expect(line('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"\r\n`);
  });

  it.each(['order:4711', 'a=b', 'Jane-Ann', 'ada@lovelace.example', "O'Brien", '4711', ''])(
    'leaves %j alone',
    (text) => {
      expect(line(text)).toBe(`${text}\r\n`);
    },
  );

  it.each(['0', '12.50', '-12.50', '90071992.54740991'])('writes the number %s as one', (digits) => {
    expect(line(new CsvNumber(digits))).toBe(`${digits}\r\n`);
  });

  it.each(['', '1e3', '=1', '+1', '1,5', '--1', '1.', 'NaN', '-1\n'])('takes %j for no number', (digits) => {
    expect(() => new CsvNumber(digits)).toThrow('is no decimal number');
  });

  it('has a byte order mark to go before the first one', () => {
    expect(Buffer.from(BYTE_ORDER_MARK, 'utf8')).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });
});
