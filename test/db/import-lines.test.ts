/** L41, and what a file may do to an import: a line that is no order costs itself, and nothing of a line is stored. */
import { Readable } from 'node:stream';

import { type EarningService, EARNING_LIMITS, type ImportSummary, type OrderHistory } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const HEADING = 'customer,ordered_at,amount,note';
const stream = (text: string | Uint8Array) => Readable.from([text]);
const csv = (...lines: string[]): OrderHistory => ({ text: stream(lines.join('\n')), format: 'csv' });
const cdnow = (...lines: string[]): OrderHistory => ({ text: stream(lines.join('\n')), format: 'cdnow' });
const problemsOf = ({ problems }: ImportSummary) => problems.map(({ line, error }) => `${line} ${error.code}`);
const sentencesOf = ({ problems }: ImportSummary) =>
  problems.map(({ line, error }) => `${line}: ${error.details.problem ?? ''}`);

describeOnEveryEngine('the lines of an import', (engine) => {
  let open: OpenLedger;
  let earning: EarningService;
  let customers = 0;

  const customer = () => `customer-${(customers += 1)}`;
  const importOf = (history: OrderHistory) => earning.importOrders(history);

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency({ code: 'credits', scale: 2 });
    earning = open.strapi.plugin('rewards').service<EarningService>('earning');
  });
  afterAll(() => open.close());

  it('L41 an order without an id is one order however its line is spelled', async () => {
    const id = customer();
    expect(await importOf(csv(HEADING, `${id},1998-05-01,100,first`))).toMatchObject({ granted: 1 });
    const spellings: OrderHistory[] = [
      csv(HEADING, `${id},1998-05-01,100.00,second`),
      csv('amount,customer,ordered_at', `+0100.0,${id},1998-05-01T00:00:00Z`),
      csv(`${HEADING}\r`, `"${id}",  1998-05-01T02:00:00+02:00 ,"100",\r`),
      { text: stream(`\uFEFF"customer",ordered_at,amount,order_id\n${id},1998-05-01,100,`), format: 'csv' },
      cdnow(`${id} 19980501 1 100.00`),
      cdnow(`  ${id}  19980501  9  100\r`),
      { orders: [{ externalId: id, orderedAt: new Date('1998-05-01T00:00:00Z'), amount: '100.000' }] },
    ];
    for (const history of spellings) {
      expect(await importOf(history)).toMatchObject({ orders: 1, granted: 0, replayed: 1, badLines: 0, refused: 0 });
    }
  });

  it('L41 orders that are equal in every value are counted, so two stay two and are the same two again', async () => {
    const id = customer();
    const two = () => csv(HEADING, `${id},1998-05-02,100,a`, `${id},1998-05-02,100.00,b`);
    expect(await importOf(two())).toMatchObject({ granted: 2, total: '10.00' });
    expect(await importOf(two())).toMatchObject({ granted: 0, replayed: 2 });
    const three = csv(HEADING, ...Array.from({ length: 3 }, () => `${id},1998-05-02,100,`));
    expect(await importOf(three)).toMatchObject({ granted: 1, replayed: 2 });
  });

  it('L41 another member, instant or amount is another order', async () => {
    const [one, other] = [customer(), customer()];
    const lines = [
      `${one},1998-05-03,10,`,
      `${other},1998-05-03,10,`,
      `${one},1998-05-04,10,`,
      `${one},1998-05-03,11,`,
    ];
    expect(await importOf(csv(HEADING, ...lines))).toMatchObject({ granted: 4 });
  });

  it('L41 keeps nothing of a line, and no e-mail, in a row that cannot be erased', async () => {
    const id = customer();
    const lines = ['customer,email,ordered_at,amount,note', `${id},jane@example.org,1998-05-05,40.00,ring twice`];
    await importOf(csv(...lines));
    await importOf(cdnow(`${id} 19980505 77 41.00`));
    await importOf({ orders: [{ externalId: id, orderedAt: '1998-05-05T00:00:00Z', amount: '42' }] });
    const { documentId: member } = await open.members.ensure({ externalId: id });
    const rows = await open.knex('rewards_ledger_entries').where({ member });
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`jane|example|ring|${id}|/77/`));
    for (const { event_id: eventId } of rows as { event_id: string }[]) expect(eventId).toMatch(/^[0-9a-f]{64}#1$/);
  });

  it('costs a quote that is left open its own line, and reads on behind it', async () => {
    const [one, two, three, four, five, six, seven] = Array.from({ length: 7 }, customer);
    const summary = await importOf(
      csv(
        HEADING,
        `${one},1998-05-06,20,fine`,
        `${two},1998-05-06,20,"left open`,
        `${three},1998-05-06,20,fine`,
        `${four},1998-05-06,20,"quoted, and fine"`,
        `${five},1998-05-06,20,a screw of 5"`,
        `"${six},1998-05-06,20,opened`,
        `${seven},1998-05-06,20,closed"`,
      ),
    );
    expect(problemsOf(summary)).toEqual(['3 INVALID_INPUT', '7 INVALID_INPUT']);
    expect(summary).toMatchObject({ orders: 5, granted: 5, badLines: 2, total: '5.00' });
  });

  it('costs two quotes that would swallow the orders between them their own lines', async () => {
    const ids = Array.from({ length: 6 }, customer);
    const lines = ids.map(
      (id, index) => `${id},1998-05-06,20,${index === 1 ? '"from here' : index === 4 ? 'to here"' : ''}`,
    );
    const summary = await importOf(csv(HEADING, ...lines));
    expect(problemsOf(summary)).toEqual(['3 INVALID_INPUT']);
    expect(summary).toMatchObject({ orders: 5, granted: 5 });
  });

  it('costs a quote that is left open in the last line that line', async () => {
    const [one, two] = [customer(), customer()];
    const summary = await importOf(csv(HEADING, `${one},1998-05-06,20,`, `"${two},1998-05-06,20,`));
    expect(problemsOf(summary)).toEqual(['3 INVALID_INPUT']);
    expect(summary).toMatchObject({ orders: 1, granted: 1 });
  });

  it('reads a quoted cell with line ends, blank lines, commas and quotes in it', async () => {
    const [one, two] = [customer(), customer()];
    const text = `${HEADING}\r\n${one},1998-05-07,20,"Dear Sir,\r\n\r\nring ""twice"", please\r\n"\r\n${two},1998-05-07,20,\r\n`;
    const summary = await importOf({ text: stream(text), format: 'csv' });
    expect(summary).toMatchObject({ orders: 2, granted: 2, badLines: 0 });
  });

  /** What is no text, each in the middle of a customer's id. */
  const NO_TEXT = ['\0', '\u0001', '\u001b', '\r', '\u007f', '\u0085', '\ud800', '\udc00', '\ufffd'];

  it.each([
    ['csv', (id: string) => `${id},1998-05-08,20,`, [HEADING]],
    ['cdnow', (id: string) => `${id} 19980508 1 20.00`, []],
  ] as const)(
    'costs each line of %s that holds what is no text itself, by its number',
    async (format, line, before) => {
      const lines = [...before, ...NO_TEXT.flatMap((bad) => [line(`cut${bad}here`), line(customer())])];
      const summary = await importOf({ text: stream(lines.join('\n')), format });
      expect(problemsOf(summary)).toEqual(NO_TEXT.map((_, index) => `${before.length + 1 + 2 * index} INVALID_INPUT`));
      expect(summary).toMatchObject({ status: 'completed', orders: NO_TEXT.length, granted: NO_TEXT.length });
    },
  );

  it('costs a line that is no UTF-8 itself, and takes no two customers for one', async () => {
    const latin1 = Buffer.from(
      `${HEADING}\nM\xfcller,1998-05-09,20,\nM\xf6ller,1998-05-09,20,\nMeier,1998-05-09,20,`,
      'latin1',
    );
    const summary = await importOf({ text: stream(latin1), format: 'csv' });
    expect(problemsOf(summary)).toEqual(['2 INVALID_INPUT', '3 INVALID_INPUT']);
    expect(summary).toMatchObject({ orders: 1, granted: 1, members: 1 });
  });

  it('says of a line what is wrong with it', async () => {
    const id = customer();
    const good = `${id},1998-05-10,20,`;
    const tooLong = `${id},1998-05-10,20,${'x'.repeat(EARNING_LIMITS.line)}`;
    const lines = [
      `${good}\0`,
      tooLong,
      `${good}more,cells`,
      `${id},1998-05-10`,
      `${good}"open`,
      `"${id}"x,1998-05-10,20,`,
    ];
    const summary = await importOf(csv(HEADING, ...lines, good));
    expect(sentencesOf(summary)).toEqual([
      '2: holds a character that is no text: U+0000.',
      '3: is too long.',
      '4: has 5 cells, the heading has 4.',
      '5: has 2 cells, the heading has 4.',
      '6: opens a quote that does not close within a record.',
      '7: has text behind a quote that closes.',
    ]);
    expect(summary).toMatchObject({ orders: 1, granted: 1 });
  });

  it('takes cells that lack, or are too many, where they and their columns are empty', async () => {
    const [one, two] = [customer(), customer()];
    const summary = await importOf(
      csv('customer,ordered_at,amount,,', `${one},1998-05-10,20`, `${two},1998-05-10,20,,,,`),
    );
    expect(summary).toMatchObject({ orders: 2, granted: 2, badLines: 0 });
  });

  it('refuses empty cells and instants that no row can hold, each for its own line', async () => {
    const id = customer();
    const summary = await importOf(
      csv(
        HEADING,
        `,1998-05-10,20,`,
        `${id},,20,`,
        `${id},1998-05-10,,`,
        `${id},0000-00-00,20,`,
        `${id},1998-05-10,20,`,
      ),
    );
    expect(problemsOf(summary)).toEqual(['2 INVALID_INPUT', '3 INVALID_INPUT', '4 INVALID_AMOUNT', '5 INVALID_INPUT']);
    expect(summary).toMatchObject({ orders: 1, granted: 1 });
  });

  it('costs each record that cannot be stored itself', async () => {
    const record = { externalId: customer(), orderedAt: '1998-05-11T00:00:00Z', amount: '20' };
    const orders: unknown[] = [
      ...['a\0b', 'a\ud800b'].flatMap((bad) => [
        { ...record, externalId: bad },
        { ...record, orderId: bad },
      ]),
      { ...record, orderedAt: new Date(-8.64e15) },
      { ...record, orderedAt: '0000-01-01T00:00:00+01:00' },
      null,
      record,
      // Odd, but it can be stored, and a record is no line of text.
      { ...record, externalId: `${record.externalId}\u0085\u2028\ufffd\r` },
    ];
    const summary = await importOf({ orders: orders as never });
    expect(problemsOf(summary)).toEqual([1, 2, 3, 4, 5, 6, 7].map((line) => `${line} INVALID_INPUT`));
    expect(summary).toMatchObject({ orders: 2, granted: 2, members: 2 });
  });

  it('refuses a heading that names a column twice, or whose file ends its lines with CR alone', async () => {
    const refusal = (history: OrderHistory) => expect(importOf(history)).rejects;
    await refusal(csv('customer,ordered_at,amount,amount', 'x,1998-05-12,1,2')).toMatchObject({
      code: 'INVALID_INPUT',
      details: { problem: 'the first line names the column amount twice.' },
    });
    await refusal({ text: stream(`${HEADING}\rx,1998-05-12,1,\r`), format: 'csv' }).toMatchObject({
      code: 'INVALID_INPUT',
      details: { problem: 'the first line holds a character that is no text: U+000D.' },
    });
  });
});
