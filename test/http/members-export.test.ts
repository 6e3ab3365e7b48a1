import { type EarningService, endpointUrl, type HttpErrorDto, type ReconciliationService } from '../../server/contract';
import { documents } from '../db/content';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { makeBadge } from './member-people';

/** CSV read back by RFC 4180, and by nothing of the plugin's own. */
function parse(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const [, value = '', end] of text.matchAll(cell)) {
    records.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\r\n') records.push([]);
  }
  expect(records.pop()).toEqual([]);
  return records;
}

describeOnEveryEngine('the exports of members', (engine) => {
  let open: OpenLedger;
  let token: string;
  let points: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.export-members']);
    points = await open.currency({ code: 'points', name: 'Points', scale: 2 });
    await open.currency({ code: 'credits', name: 'Store Credit', scale: 2 });
    await open.currency({ code: 'fame', name: 'Fame', drivesLevels: true, risingOnly: true });
  });
  afterAll(() => open.close());

  async function someone(who: { name?: string; handle?: string; email?: string }, consents: object, amount = '5') {
    const { documentId: member } = await open.members.ensure({ externalId: open.key(), ...who });
    await documents(open, 'member').update({ documentId: member, data: { ...consents } });
    await open.ledger.grant({ member, currency: points, amount, idempotencyKey: open.key() });
    return member;
  }

  async function directory(query = '') {
    const { status, headers, body } = await open.app.request<string>(`${endpointUrl('exportDirectory')}${query}`, {
      token,
    });
    expect(status).toBe(200);
    return { headers, text: body, rows: parse(body.replace(/^\ufeff/, '')) };
  }

  it('of the directory show a member as far as they consent, and everybody’s figures', async () => {
    const open1 = await someone(
      { name: 'Open Person', handle: 'openly', email: 'open@example.com' },
      { publicProfile: true, leaderboard: true },
      '1.25',
    );
    const alias = await someone(
      { name: 'Hidden Behind', handle: 'the-mask', email: 'mask@example.com' },
      { publicProfile: true, alias: true },
      '2.25',
    );
    await someone(
      { name: 'Private Person', handle: 'privately', email: 'private@example.com' },
      { alias: true, leaderboard: true, notificationEmails: true },
      '3.25',
    );
    await open.member();
    const { rows, text } = await directory();
    const [header, ...people] = rows;
    expect(header).toEqual([
      ...['Member', 'Name', 'Handle', 'Points', 'Reputation', 'Badges', 'Level', 'Tier', 'Last seen'],
    ]);
    const of = (figure: string) => people.filter((row) => row[3] === figure);
    expect(of('1.25')).toEqual([[open1, 'Open Person', 'openly', '1.25', '0', '0', '', '', '']]);
    expect(of('2.25')).toEqual([[alias, '', 'the-mask', '2.25', '0', '0', '', '', '']]);
    expect(of('3.25')).toEqual([['', '', '', '3.25', '0', '0', '', '', '']]);
    expect(people).toHaveLength(3);
    for (const secret of ['Hidden', 'Private', 'privately', '@']) expect(text).not.toContain(secret);
  });

  it('of the directory find nobody by what they do not show', async () => {
    for (const hidden of ['private person', 'privately', 'private@', 'hidden behind', 'open@example', 'mask@']) {
      expect((await directory(`?search=${hidden}`)).rows).toHaveLength(1);
    }
    expect((await directory('?search=OPEN per')).rows.map((row) => row[1])).toEqual(['Name', 'Open Person']);
    expect((await directory('?search=mask')).rows.map((row) => row[2])).toEqual(['Handle', 'the-mask']);
  });

  it('of the directory are a file that no spreadsheet runs', async () => {
    const names = ['=HYPERLINK("http://evil")', '+1', '-1', '@cmd', 'Quote "me", please', 'two\r\nlines'];
    for (const name of names) await someone({ name }, { publicProfile: true });
    const { headers, text, rows } = await directory();
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="members-[\dTZ-]+\.csv"$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text.split('\r\n').at(-1)).toBe('');
    const exported = rows.map((row) => row[1]);
    for (const name of names) expect(exported).toContain(/^[=+@-]/.test(name) ? `'${name}` : name);
  });

  it('of the directory begin with the byte order mark', async () => {
    const response = await fetch(open.app.url + endpointUrl('exportDirectory'), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('of the directory hold every member once, over many pages', async () => {
    const inputs = Array.from({ length: 1_100 }, (_, i) => ({ externalId: `crowd-${String(i)}` }));
    const crowd = await open.members.ensureMany(inputs);
    await open.ledger.postMany(
      crowd.map(({ documentId: member }) => ({
        type: 'grant' as const,
        ...{ member, currency: points, amount: '77.77', idempotencyKey: open.key() },
      })),
    );
    const { rows } = await directory();
    expect(rows.filter((row) => row[3] === '77.77')).toHaveLength(1_100);
  });

  it.each(['search[$ne]=a', 'page=1', 'sort=points:DESC', 'email=true'])('refuse ?%s', async (query) => {
    const { status, body } = await open.app.request<HttpErrorDto>(`${endpointUrl('exportDirectory')}?${query}`, {
      token,
    });
    expect([status, body.error.details.code]).toEqual([400, 'INVALID_INPUT']);
  });

  it('of a member hold everything about them', async () => {
    const member = await someone({ name: 'Ada', handle: 'ada', email: 'ada@example.com' }, { alias: true }, '10');
    const badge = await makeBadge(open, 'Exported');
    await open.members.award({ member, badge, awardedBy: 'Grace' });
    const { entry: hold } = await open.ledger.reserve({
      ...{ member, currency: points, amount: '2', idempotencyKey: open.key(), metadata: { basket: 7 } },
    });
    await open.ledger.capture({ holdId: hold.id, idempotencyKey: open.key() });
    const { entry: adjustment } = await open.strapi
      .plugin('rewards')
      .service<{ post(input: object): Promise<{ entry: { id: string } }> }>('adjustments')
      .post({
        ...{ member, currency: points, amount: '-1.5', reason: 'Counted twice', idempotencyKey: open.key() },
        actor: { id: 'admin:1', name: 'Grace' },
      });

    const earning = open.strapi.plugin('rewards').service<EarningService>('earning');
    const order = { member, orderId: 'too-small', amount: '0.01', orderedAt: open.clock.iso() };
    await earning.forOrder(order);

    const url = endpointUrl('exportMember', { member });
    const { headers, body } = await open.app.request<Record<string, unknown>>(url, { token });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="member-${member}-[\\dTZ-]+\\.json"$`),
    );
    expect(body).toMatchObject({
      exportedAt: open.clock.iso(),
      member: { documentId: member, name: 'Ada', handle: 'ada', email: 'ada@example.com' },
      consents: { publicProfile: false, alias: true },
      balances: [{ currency: { code: points }, balance: '6.50', lifetimeEarned: '10.00' }],
      badges: [{ code: badge, name: 'Exported', awardedBy: 'Grace' }],
      adjustments: [{ entryId: adjustment.id, amount: '-1.50', reason: 'Counted twice', administratorName: 'Grace' }],
      holds: [{ id: hold.id, currency: points, status: 'captured', amount: '2.00' }],
      lots: [{ currency: points, amount: '10.00', remaining: '6.50', earnedAt: open.clock.iso() }],
    });
    const entries = body.entries as { id: string; sequence: number; amount: string; metadata: unknown }[];
    expect(entries.map(({ sequence, amount }) => [sequence, amount])).toEqual([
      [1, '10.00'],
      [2, '0.00'],
      [3, '-2.00'],
      [4, '-1.50'],
    ]);
    expect(entries[1]).toMatchObject({ id: hold.id, metadata: { basket: 7 }, postedAt: open.clock.iso() });
    const lotId = entries[0]!.id;
    expect(body.allocations).toEqual([
      { currency: points, entryId: hold.id, lotId, holdId: hold.id, amount: '0.00', held: '2.00' },
      { currency: points, entryId: entries[2]!.id, lotId, holdId: hold.id, amount: '-2.00', held: '-2.00' },
      { currency: points, entryId: adjustment.id, lotId, holdId: null, amount: '-1.50', held: '0.00' },
    ]);
    expect(body.ordersThatEarnedNothing).toEqual([{ id: expect.any(String) as string, skippedAt: open.clock.iso() }]);
  });

  it('of a member hold what a reversal could not take back', async () => {
    const owing = await open.currency({ reversalPolicy: 'arrears' });
    const member = await open.member();
    const on = () => ({ member, currency: owing, idempotencyKey: open.key() });
    const { entry } = await open.ledger.grant({ ...on(), amount: '10' });
    await open.ledger.deduct({ ...on(), amount: '7' });
    const { entry: reversal } = await open.ledger.reverse({ entryId: entry.id, idempotencyKey: open.key() });
    const { body } = await open.app.request(endpointUrl('exportMember', { member }), { token });
    expect(body).toMatchObject({ openItems: [{ id: reversal.id, currency: owing, policy: 'arrears', amount: '7' }] });
  });

  it('of a member hold the discrepancies of their accounts, with their life', async () => {
    const member = await open.member();
    await open.ledger.grant({ member, currency: points, amount: '1', idempotencyKey: open.key() });
    await open.knex('rewards_accounts').where({ member }).update({ balance: 350 });
    const service = open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
    await service.run({ type: 'user_specific', member });
    const [found] = (await service.listDiscrepancies({ member })).rows;
    const resolved = await service.resolve(found!.id, { action: 'rebuild' }, { id: 'admin:1', name: 'Grace' });
    const { body } = await open.app.request<{ discrepancies: unknown }>(endpointUrl('exportMember', { member }), {
      token,
    });
    expect(body.discrepancies).toEqual([resolved]);
    expect(resolved).toMatchObject({ expected: '1.00', actual: '3.50', history: [{}, { kind: 'rebuilt' }] });
  });

  it('of a member hold every row and what it moved, over many pages', async () => {
    const member = await open.member();
    const rows = 1_050;
    const post = (type: 'grant' | 'deduct', count: number, amount: string) =>
      open.ledger.postMany(
        Array.from({ length: count }, () => ({ type, member, currency: points, amount, idempotencyKey: open.key() })),
      );
    await post('grant', rows, '0.02');
    await post('deduct', rows, '0.01');
    await post('deduct', 1, '10.50');
    const { body } = await open.app.request<Record<'entries' | 'allocations', { entryId: string; amount: string }[]>>(
      endpointUrl('exportMember', { member }),
      { token },
    );
    expect(body.entries.map(({ amount }) => amount)).toEqual([
      ...Array.from({ length: rows }, () => '0.02'),
      ...Array.from({ length: rows }, () => '-0.01'),
      '-10.50',
    ]);
    const [stored] = await open
      .knex('rewards_allocations as a')
      .join('rewards_ledger_entries as e', 'e.id', 'a.entry_id')
      .where('e.member', member)
      .count({ count: '*' });
    expect(body.allocations).toHaveLength(Number(stored?.count));
    expect(new Set(body.allocations.map(({ entryId }) => entryId)).size).toBe(rows + 1);
  });

  it('of a member to whom nothing has happened can be read as well', async () => {
    const member = await open.member();
    const { body } = await open.app.request(endpointUrl('exportMember', { member }), { token });
    expect(body).toMatchObject({ member: { documentId: member }, balances: [], entries: [], lots: [], holds: [] });
  });

  it('of a member who is not there are refused', async () => {
    const url = endpointUrl('exportMember', { member: 'nobody' });
    const { status, body } = await open.app.request<HttpErrorDto>(url, { token });
    expect([status, body.error.details.code]).toEqual([404, 'MEMBER_NOT_FOUND']);
  });
});
