import {
  type BatchListDto,
  type BatchReversalDto,
  BULK_LIMITS,
  type BulkPreviewDto,
  type BulkResultDto,
  endpointUrl,
  type HttpErrorDto,
  type MemberDto,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { type OpenLedger, openLedger } from '../support/ledger';

const HEADING = 'member,currency,amount,reason';
const REASON = 'Goodwill after the outage';

describeOnEveryEngine('a bulk adjustment', (engine) => {
  let open: OpenLedger;
  let token: string;
  let currency: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminToken();
    currency = await open.currency({ scale: 2 });
  });
  afterAll(() => open.close());

  const csvOf = (...lines: string[]) => [HEADING, ...lines].join('\r\n');
  const line = (member: string, amount: string, reason = REASON) => `${member},${currency},${amount},${reason}`;
  const preview = <T = BulkPreviewDto>(csv: unknown) =>
    open.app.request<T>(endpointUrl('previewBatch'), { token, body: { csv } });
  const post = <T = BulkResultDto>(body: object) => open.app.request<T>(endpointUrl('postBatch'), { token, body });
  const reverse = <T = BatchReversalDto>(batch: string, idempotencyKey = open.key()) =>
    open.app.request<T>(endpointUrl('reverseBatch', { batch }), {
      token,
      body: { reason: 'Posted by mistake', idempotencyKey },
    });
  const balanceOf = async (member: string) => (await open.ledger.balance({ member, currency })).balance;
  const recordsOf = (batch: string) => open.knex('rewards_adjustments').where({ batch }).select();

  it('is previewed line by line, by any of a member’s names, and posts nothing', async () => {
    const tag = open.key();
    const named = await open.members.ensure({
      externalId: `ext-${tag}`,
      name: 'Zoë, "the Great"',
      handle: `zoe-${tag}`,
      email: `Zoe-${tag}@Example.org`,
    });
    const id = named.documentId;
    const { status, body } = await preview(
      csvOf(
        line(id, '10'),
        line(`ext-${tag}`, '-2.50'),
        line(`@zoe-${tag}`, '1'),
        line(`zoe-${tag}@example.org`, '1', '"Because, as ""agreed"""'),
      ),
    );
    expect(status).toBe(200);
    expect(
      body.lines.map(({ line: at, member, before, after, problem }) => [at, member?.id, before, after, problem]),
    ).toEqual([
      [2, id, '0.00', '10.00', null],
      [3, id, '10.00', '7.50', null],
      [4, id, '7.50', '8.50', null],
      [5, id, '8.50', '9.50', null],
    ]);
    expect(body.lines[3]!.given.reason).toBe('Because, as "agreed"');
    expect(body).toMatchObject({ good: 4, bad: 0, totals: [{ currency, added: '12.00', taken: '2.50' }] });
    expect(await balanceOf(id)).toBe('0.00');
  });

  it.each([
    ['documentId', ({ documentId }: MemberDto) => documentId],
    ['external id', ({ externalId }: MemberDto) => externalId!],
    ['handle', ({ handle }: MemberDto) => handle!],
    ['handle with its sign, in other letters', ({ handle }: MemberDto) => `@${handle!.toUpperCase()}`],
    ['email in other letters', ({ email }: MemberDto) => email!.toUpperCase()],
  ])('finds a member by the %s alone', async (_, nameOf) => {
    const tag = open.key();
    const [externalId, handle, email] = [`Ext-${tag}`, `Grace-${tag}`, `Grace-${tag}@Example.org`];
    const named = await open.members.ensure({ externalId, handle, email });
    const { body } = await preview(csvOf(line(nameOf(named), '1')));
    expect(body.lines[0]).toMatchObject({ member: { id: named.documentId }, problem: null });
  });

  it('takes no member for another one whose name is like it, and nobody for a name that two share', async () => {
    const tag = open.key();
    await open.members.ensure({ externalId: `a-${tag}`, handle: `twin-${tag}` });
    await open.members.ensure({ externalId: `b-${tag}`, handle: `Twin-${tag}` });
    const { body } = await preview(csvOf(line(`twin-${tag}`, '1'), line(`A-${tag}`, '1')));
    expect(body.lines.map(({ problem }) => [problem?.code, problem?.field])).toEqual([
      ['INVALID_INPUT', 'member'],
      ['MEMBER_NOT_FOUND', 'member'],
    ]);
  });

  it('tells every bad line with the field that is wrong, and refuses the file because of them', async () => {
    const member = await open.member();
    const csv = csvOf(
      line(member, '5'),
      line('nobody-by-that-name', '5'),
      line(member, '1.234'),
      line(member, '-100'),
      `${member},no-such-currency,1,${REASON}`,
      line(member, '1', 'short'),
      line(member, ''),
    );
    const { body } = await preview(csv);
    expect(body.lines.map(({ line: at, problem }) => [at, problem?.code, problem?.field])).toEqual([
      [2, undefined, undefined],
      [3, 'MEMBER_NOT_FOUND', 'member'],
      [4, 'INVALID_AMOUNT', 'amount'],
      [5, 'INSUFFICIENT_FUNDS', null],
      [6, 'UNKNOWN_CURRENCY', null],
      [7, 'INVALID_INPUT', 'reason'],
      [8, 'INVALID_INPUT', 'amount'],
    ]);
    expect(body).toMatchObject({ good: 1, bad: 6 });
    const refused = await post<HttpErrorDto>({ csv, idempotencyKey: open.key() });
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({ code: 'BAD_LINES', field: 'csv', line: '3', lines: '7' });
    expect(await balanceOf(member)).toBe('0.00');
  });

  it('B18 tells a line that has more cells than the heading, or fewer, and posts no part of an amount', async () => {
    const member = await open.member();
    const csv = [
      'member,reason,currency,amount',
      `${member},${REASON},${currency},1,250.00`,
      `${member},${REASON},${currency},"1,250.00"`,
      `${member},${REASON},${currency}`,
      `${member},${REASON},${currency},2,, ,`,
    ].join('\n');
    const { body } = await preview(csv);
    expect(body.lines.map(({ line: at, problem }) => [at, problem?.code, problem?.field])).toEqual([
      [2, 'INVALID_INPUT', 'line'],
      [3, 'INVALID_AMOUNT', 'amount'],
      [4, 'INVALID_INPUT', 'line'],
      [5, undefined, undefined],
    ]);
    const problem = 'line: has 5 cells, the heading has 4.';
    expect(body.lines[0]!.problem!.message).toBe(problem);
    expect(body.lines[2]!.problem!.message).toBe('line: has 3 cells, the heading has 4.');
    const refused = await post<HttpErrorDto>({ csv, idempotencyKey: open.key() });
    expect(refused.body.error.details).toMatchObject({ code: 'BAD_LINES', lines: '4', line: '2', problem });
    await post({ csv, idempotencyKey: open.key(), skipBad: true });
    expect(await balanceOf(member)).toBe('2.00');
  });

  it('B18 takes a line that lacks a cell of a column without a name', async () => {
    const member = await open.member();
    const { body } = await preview(`${HEADING},,\n${line(member, '1')}\n${line(member, '2')},\n`);
    expect(body).toMatchObject({ good: 2, bad: 0 });
  });

  it('costs a quote that is left open, and what is no text, its own line, with its number', async () => {
    const member = await open.member();
    const csv = csvOf(
      line(member, '1', `"${REASON}`),
      line(member, '2'),
      line(member, '4', 'Goodwill\0 after the outage'),
      line(`"${member}`, '8'),
      line(member, '16', 'Goodwill as "the team" said'),
      line(member, '32', '"Goodwill,\r\n\r\nafter the ""outage"""'),
      line(member, '64', `${REASON}\ud800`),
      line(member, '128', 'Goodwill\rafter the outage'),
      line(member, '256', `${REASON} \ufffd`),
      line(member, '512', 'Goodwill closed here"'),
    );
    const { body } = await preview(csv);
    const leftOpen = 'line: opens a quote that does not close within a record.';
    expect(body.lines.map(({ line: at, problem }) => [at, problem?.message ?? null])).toEqual([
      [2, leftOpen],
      [3, null],
      [4, 'line: holds a character that is no text: U+0000.'],
      [5, leftOpen],
      [6, null],
      [7, null],
      [10, 'line: holds a character that is no text: U+D800.'],
      [11, 'line: holds a character that is no text: U+000D.'],
      [12, 'line: holds a character that is no text: U+FFFD.'],
      [13, null],
    ]);
    expect(body.lines[5]!.given.reason).toBe('Goodwill,\n\nafter the "outage"');
    const posted = await post({ csv, idempotencyKey: open.key(), skipBad: true });
    expect(posted.body).toMatchObject({ posted: 4, skipped: 6 });
    expect(await balanceOf(member)).toBe(`${2 + 16 + 32 + 512}.00`);
  });

  it('refuses a key that cannot be stored, and takes none for another one', async () => {
    const csv = csvOf(line(await open.member(), '1'));
    for (const idempotencyKey of ['a\0', 'a\ud800']) {
      const { status, body } = await post<HttpErrorDto>({ csv, idempotencyKey });
      expect([status, body.error.details.field]).toEqual([400, 'idempotencyKey']);
    }
  });

  it('refuses all of it when only the ledger finds a line bad', async () => {
    const [one, other] = [await open.member(), await open.member()];
    const csv = csvOf(line(one, '5'), line(other, '-1'));
    const refused = await post<HttpErrorDto>({ csv, idempotencyKey: open.key() });
    expect(refused.body.error.details).toMatchObject({ code: 'BAD_LINES', bad: '1', line: '3' });
    expect(await balanceOf(one)).toBe('0.00');
  });

  it('posts the good lines when bad ones are to be left out, once, with their records', async () => {
    const member = await open.member();
    const body = { csv: csvOf(line(member, '5'), line('nobody', '5'), line(member, '-1')), skipBad: true };
    const idempotencyKey = open.key();
    const first = await post({ ...body, idempotencyKey });
    expect(first.body).toMatchObject({ posted: 2, skipped: 1, replayed: false });
    const again = await Promise.all([1, 2, 3].map(() => post({ ...body, idempotencyKey })));
    for (const { body: told } of again) expect(told).toEqual({ ...first.body, replayed: true });
    expect(await balanceOf(member)).toBe('4.00');
    expect(await recordsOf(first.body.batch)).toHaveLength(2);
  });

  it('posts a file once however often it is sent at the same time', async () => {
    const members = await Promise.all(Array.from({ length: 20 }, () => open.member()));
    const body = { csv: csvOf(...members.map((member) => line(member, '3'))), idempotencyKey: open.key() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.filter(({ body: told }) => !told.replayed)).toHaveLength(1);
    for (const member of members) expect(await balanceOf(member)).toBe('3.00');
    expect(await recordsOf(answers[0]!.body.batch)).toHaveLength(20);
  });

  it('is listed, and reversed as a whole, once', async () => {
    const [one, other] = [await open.member(), await open.member()];
    const csv = csvOf(line(one, '5'), line(other, '7'));
    const { batch } = (await post({ csv, idempotencyKey: open.key() })).body;
    const list = () => open.app.request<BatchListDto>(`${endpointUrl('listBatches')}?pageSize=1`, { token });
    expect((await list()).body.rows).toMatchObject([
      { batch, lines: 2, reversed: 0, administrator: { name: 'Ada Admin 1' } },
    ]);
    expect((await reverse(batch)).body).toEqual({ batch, reversed: 2 });
    expect([await balanceOf(one), await balanceOf(other)]).toEqual(['0.00', '0.00']);
    expect((await reverse(batch)).body).toEqual({ batch, reversed: 0 });
    expect((await list()).body.rows[0]).toMatchObject({ lines: 2, reversed: 2 });
    const nowhere = await reverse<HttpErrorDto>('no-such-batch');
    expect([nowhere.status, nowhere.body.error.details.code]).toEqual([404, 'BATCH_NOT_FOUND']);
  });

  it('L37 of which some was reversed before is listed by what is left, and what is left is reversed', async () => {
    const [one, other] = [await open.member(), await open.member()];
    const csv = csvOf(line(one, '5'), line(other, '7'));
    const { batch } = (await post({ csv, idempotencyKey: open.key() })).body;
    const ids = (await recordsOf(batch)).map(({ entry_id: id }: { entry_id: string }) => id).sort();
    const undo = (entryId: string, amount: string) =>
      open.ledger.reverse({ entryId, amount, idempotencyKey: open.key() });
    for (const amount of ['1', '1.50']) await undo(ids[0] ?? '', amount);
    for (const amount of ['3', '4']) await undo(ids[1] ?? '', amount);
    const listed = async () =>
      (await open.app.request<BatchListDto>(`${endpointUrl('listBatches')}?pageSize=1`, { token })).body.rows[0];
    expect(await listed()).toMatchObject({ batch, lines: 2, reversed: 1 });
    expect((await reverse(batch)).body).toEqual({ batch, reversed: 1 });
    expect([await balanceOf(one), await balanceOf(other), await listed()]).toMatchObject([
      ...['0.00', '0.00', { lines: 2, reversed: 2 }],
    ]);
  });

  it('takes a thousand lines, and no more', async () => {
    const member = await open.member();
    const lines = Array.from({ length: BULK_LIMITS.lines }, () => line(member, '0.01'));
    expect((await post({ csv: csvOf(...lines), idempotencyKey: open.key() })).body.posted).toBe(1_000);
    expect(await balanceOf(member)).toBe('10.00');
    const { status, body } = await preview<HttpErrorDto>(csvOf(...lines, line(member, '1')));
    expect([status, body.error.details.code, body.error.details.field]).toEqual([400, 'TOO_MANY', 'csv']);
  });

  it.each([
    ['nothing', ''],
    ['a heading alone', HEADING],
    ['no heading', 'a,b,5,Goodwill after the outage'],
    ['a column twice', `${HEADING},amount\n`],
    ['a number', 5],
    ['a heading with what is no text', `${HEADING}\0\n`],
    ['a heading that leaves a quote open', `member,currency,amount,"reason\nx,y,1,z`],
  ])('refuses a file that is %s, naming it', async (_, csv) => {
    const { status, body } = await preview<HttpErrorDto>(csv);
    expect([status, body.error.details.code, body.error.details.field]).toEqual([400, 'INVALID_INPUT', 'csv']);
  });
});
