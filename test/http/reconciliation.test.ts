/** D12. Reconciliation as an administrator's program sees it: every endpoint, and what each of them refuses. */
import {
  DISCREPANCY_FILTERS,
  DISCREPANCY_KINDS,
  DISCREPANCY_SORTS,
  type DiscrepancyDto,
  type DiscrepancyListDto,
  type DiscrepancyRowDto,
  type DiscrepancySort,
  ENDPOINTS,
  type EndpointName,
  endpointUrl,
  type HttpErrorDto,
  isOfLedger,
  OPEN_STATUSES,
  type ReconciliationEndpointTypes,
  type ReconciliationRunDto,
  type ResponseOf,
  SEVERITIES,
} from '../../server/contract';
import { createIdSource } from '../../server/kernel';
import { ADA, namesOf, openDamageFixture, type Victim, type DamageFixture } from '../db/reconciliation/damage-fixture';
import { describeOnEveryEngine } from '../support/engines';
import { gate, instanceOf, until } from '../support/tasks';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
const NOTES = 'Seen and agreed with the shop';

const PEOPLE = [
  { name: 'ada Lovelace' },
  { name: 'Ada Lovelace', handle: 'countess' },
  { name: 'Éloïse "100%", née Öberg' },
  { name: '=SUM(A1)' },
  { name: 'Bob' },
  {},
  { handle: 'anon' },
];

/** By how much each person's balances are off, in major units: with ties, of either sign, in every currency. */
const OFF = [1, -1, 2, 1, -2, 1, 1_500];

type Query = Readonly<Record<string, string | number>>;

interface Ask {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly body?: unknown;
}

const compare = <T extends string | number | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const newestFirst = (a: DiscrepancyRowDto, b: DiscrepancyRowDto): number => compare(b.id, a.id);

/** Without its sign, in units of the finest scale. */
function sizeOf({ difference }: DiscrepancyRowDto): bigint | null {
  if (difference === null) return null;
  const [whole = '', decimals = ''] = difference.replace('-', '').split('.');
  return BigInt(whole + decimals.padEnd(8, '0'));
}

/** A member stands where their name does, or else their handle, whatever its case and accents. */
function calledBy({ member: { name, handle } }: DiscrepancyRowDto): string | null {
  return (name ?? handle)?.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase() ?? null;
}

function lastWhenNull<T extends string | bigint>(a: T | null, b: T | null, order: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return order * compare(a, b);
}

/** What each sort means, told once more and in another way. */
const SORTED: Record<DiscrepancySort, (a: DiscrepancyRowDto, b: DiscrepancyRowDto, order: number) => number> = {
  difference: (a, b, order) => lastWhenNull(sizeOf(a), sizeOf(b), order) || newestFirst(a, b),
  severity: (a, b, order) =>
    order * compare(SEVERITIES.indexOf(a.severity), SEVERITIES.indexOf(b.severity)) || newestFirst(a, b),
  member: (a, b, order) =>
    lastWhenNull(calledBy(a), calledBy(b), order) || order * compare(a.member.id, b.member.id) || newestFirst(a, b),
  kind: (a, b, order) => order * compare(a.kind, b.kind) || newestFirst(a, b),
  seen: (a, b, order) => order * (compare(a.lastSeenAt, b.lastSeenAt) || compare(a.id, b.id)),
};

/** What a cell of text is in a file that no spreadsheet runs. */
const harmless = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);

/** CSV read back by RFC 4180, and by nothing of the plugin's own: a record for each line, by the names of the first. */
function parse(text: string): Record<string, string>[] {
  const records: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const [, value = '', end] of text.replace(/^\ufeff/, '').matchAll(cell)) {
    records.at(-1)!.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\r\n') records.push([]);
  }
  expect(records.pop()).toEqual([]);
  const [header = [], ...rows] = records;
  return rows.map((row) => {
    expect(row).toHaveLength(header.length);
    return Object.fromEntries(header.map((name, i) => [name, row[i]!]));
  });
}

describeOnEveryEngine('reconciliation over HTTP', (engine) => {
  let fixture: DamageFixture;
  let token: string;
  /** `[person][currency]`, in the order of `PEOPLE` and of the scales 0, 2 and 8. */
  const victims: Victim[][] = [];
  const scales = [0, 2, 8];
  let first: ReconciliationRunDto;
  let second: ReconciliationRunDto;
  /** Every discrepancy, in the standard order. */
  let all: readonly DiscrepancyRowDto[];

  async function ask<Name extends EndpointName>(name: Name, { path, query = {}, body }: Ask = {}) {
    const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
    const url = endpointUrl(name, path) + (search && `?${search}`);
    const { method } = ENDPOINTS[name];
    const sent = method === 'GET' ? {} : { body: body ?? {} };
    return fixture.open.app.request<ResponseOf<Name> & HttpErrorDto>(url, { method, token, ...sent });
  }

  async function refused(name: keyof ReconciliationEndpointTypes, asked: Ask) {
    const { status, body } = await ask(name, asked);
    return { status, ...(status < 400 ? {} : (body as HttpErrorDto).error.details) };
  }

  const list = async (query: Query) => (await ask('listDiscrepancies', { query })).body as DiscrepancyListDto;

  async function pages(query: Query, pageSize = 100): Promise<DiscrepancyRowDto[]> {
    const rows: DiscrepancyRowDto[] = [];
    for (let page = 1; ; page += 1) {
      const body = await list({ ...query, page, pageSize });
      expect(body).toMatchObject({ page, pageSize });
      rows.push(...body.rows);
      if (page * pageSize >= body.total) {
        expect(rows).toHaveLength(body.total);
        return rows;
      }
    }
  }

  const idle = () =>
    until(async () => {
      const { body } = await ask('listTasks');
      return body.every(({ current }) => current === null);
    }, 'every task had ended');

  const account = (table: DamageFixture['open']['knex'], { member, currency }: Victim) =>
    table('rewards_accounts').where({ member, currency });

  const add = (victim: Victim, column: string, minor: number) =>
    fixture.damage((table) => account(table, victim).update({ [column]: table.raw(`${column} + ${minor}`) }));

  /** A member of its own with a balance that is off, found by a run. */
  async function harmed(): Promise<DiscrepancyRowDto & { readonly victim: Victim }> {
    const victim = await fixture.victim();
    await add(victim, 'balance', 100);
    const [found] = await fixture.reconcile(victim);
    return { ...found!, victim };
  }

  async function settle(): Promise<void> {
    const { ledger, clock, key, members, currency } = fixture.open;
    const codes: string[] = [];
    for (const scale of scales) codes.push(await currency({ scale }));
    for (const person of PEOPLE) {
      const { documentId: member } = await members.ensure({ externalId: key(), ...person });
      const theirs: Victim[] = [];
      for (const code of codes) {
        const posting = () => ({ member, currency: code, idempotencyKey: key() });
        const grant = await ledger.grant({ ...posting(), amount: '100', expiresAt: clock.iso(900 * DAY) });
        const deduct = await ledger.deduct({ ...posting(), amount: '10', reason: 'A mug' });
        const hold = await ledger.reserve({ ...posting(), amount: '5', timeoutMs: 300 * DAY });
        const last = await ledger.grant({ ...posting(), amount: '7', expiresAt: null });
        const rows = { grant: grant.entry.id, deduct: deduct.entry.id, hold: hold.entry.id, last: last.entry.id };
        theirs.push({ member, currency: code, rows });
      }
      victims.push(theirs);
    }
    const order = { member: victims[6]![0]!.member, currency: codes[0]!, amount: '12', source: 'shop', eventId: 'o-9' };
    for (let i = 0; i < 2; i += 1) await ledger.grant({ ...order, idempotencyKey: key() });
  }

  async function damageAtFirst(): Promise<void> {
    for (const [i, theirs] of victims.entries()) {
      for (const [j, victim] of theirs.entries()) {
        const one = 10 ** scales[j]!;
        await add(victim, 'balance', OFF[i]! * one + (scales[j] === 8 && i % 2 === 0 ? 1 : 0));
        if (i % 3 === 0) await add(victim, 'lifetime_earned', one);
        if (i % 2 === 0) await fixture.damage((table) => account(table, victim).update({ next_due_at: null }));
      }
    }
    const [edited, gone] = [victims[0]![0]!.rows.deduct, victims[1]![1]!.rows.deduct];
    await fixture.damage((table) => table('rewards_ledger_entries').where({ id: edited }).update({ reason: 'A hat' }));
    await fixture.damage((table) => table('rewards_ledger_entries').where({ id: gone }).del());
    const lot = victims[2]![1]!.rows.grant;
    await fixture.damage((table) => table('rewards_lots').where({ id: lot }).decrement('remaining', 1));
  }

  async function fill(): Promise<void> {
    await settle();
    await damageAtFirst();
    first = await fixture.run();
    for (const { id } of await pages({ member: victims[3]![0]!.member }))
      await fixture.service.investigate(id, {}, ADA);
    const [ignored] = await pages({ member: victims[4]![0]!.member, kind: 'balance_mismatch' });
    await fixture.service.resolve(ignored!.id, { action: 'ignore', notes: NOTES }, ADA);
    const [mended] = await pages({ member: victims[5]![0]!.member });
    await fixture.service.resolve(mended!.id, { action: 'rebuild' }, ADA);
    fixture.open.clock.advance(MINUTE);
    for (const i of [1, 3]) for (const victim of victims[i]!) await add(victim, 'held', 3);
    await add(victims[0]![0]!, 'balance', 7);
    second = await fixture.run();
    all = await pages({ status: 'all' });
  }

  beforeAll(async () => {
    fixture = await openDamageFixture(engine);
    token = await fixture.open.app.adminToken();
    await fill();
  }, 240_000);
  afterAll(() => fixture.close());

  describe('has a list of discrepancies that', () => {
    it('is what two runs saw, of every severity and status', () => {
      expect(all).toEqual(all.toSorted((a, b) => SORTED.severity(a, b, -1)));
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      expect(new Set(all.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
      expect(new Set(all.map(({ status }) => status)).size).toBe(4);
      expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThan(6);
      expect(first.discrepanciesFound).toBe(all.filter((one) => one.firstSeenAt === first.startedAt).length);
      expect(first).toMatchObject({ status: 'completed', discrepanciesNew: first.discrepanciesFound, errorCount: 0 });
      expect(second.discrepanciesNew).toBe(all.length - first.discrepanciesFound);
    });

    it.each(SEVERITIES)('shows of the severity %s no other one', async (severity) => {
      const wanted = all.filter((one) => one.severity === severity);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await pages({ status: 'all', severity })).toEqual(wanted);
    });

    it.each(DISCREPANCY_FILTERS)('shows of the status %s no other one', async (status) => {
      const isOpen = (one: DiscrepancyRowDto) => OPEN_STATUSES.some((open) => open === one.status);
      const wanted = all.filter((one) => status === 'all' || (status === 'open' ? isOpen(one) : one.status === status));
      expect(wanted.length).toBeGreaterThan(0);
      expect(await pages({ status })).toEqual(wanted);
      if (status === 'open') expect(await pages({})).toEqual(wanted);
    });

    it.each(DISCREPANCY_KINDS)('shows of the kind %s no other one', async (kind) => {
      expect(await pages({ status: 'all', kind })).toEqual(all.filter((one) => one.kind === kind));
    });

    it('shows of a member or of a run what is theirs, and nothing of one that nobody knows', async () => {
      const { member } = victims[1]![0]!;
      expect(await pages({ status: 'all', member })).toEqual(all.filter((one) => one.member.id === member));
      const ofFirst = all.filter((one) => one.firstSeenAt === first.startedAt);
      expect(await pages({ status: 'all', run: first.id })).toEqual(ofFirst);
      const ofSecond = all.filter((one) => one.lastSeenAt === second.startedAt);
      expect(ofSecond).toHaveLength(second.discrepanciesFound);
      expect(await pages({ status: 'all', run: second.id })).toEqual(ofSecond);
      for (const unknown of ["' OR 1=1 --", '%', 'nobody', `${member}x`]) {
        expect(await list({ status: 'all', member: unknown })).toMatchObject({ rows: [], total: 0 });
        expect(await list({ status: 'all', run: unknown })).toMatchObject({ rows: [], total: 0 });
      }
    });

    it('puts filters together', async () => {
      const { member } = victims[0]![0]!;
      const query = { status: 'detected', severity: 'high', kind: 'lifetime_mismatch', member, run: second.id };
      const wanted = all.filter((one) => one.member.id === member && one.kind === 'lifetime_mismatch');
      expect(wanted).toHaveLength(3);
      expect(await pages(query)).toEqual(wanted);
    });

    it.each(DISCREPANCY_SORTS.flatMap((column) => [`${column}:ASC`, `${column}:DESC`]))(
      'is sorted by %s, and the same over pages of any size',
      async (sort) => {
        const [column, order] = sort.split(':') as [DiscrepancySort, string];
        const queries: Query[] = [{ status: 'all' }, { severity: 'medium' }, { status: 'all', run: first.id }];
        for (const query of queries) {
          const rows = await pages(query);
          const wanted = rows.toSorted((a, b) => SORTED[column](a, b, order === 'ASC' ? 1 : -1));
          for (const pageSize of [100, 7, 13]) expect(await pages({ ...query, sort }, pageSize)).toEqual(wanted);
        }
      },
    );

    it('ends after its last page', async () => {
      const total = all.length;
      expect(await list({ status: 'all', page: 900 })).toEqual({ rows: [], page: 900, pageSize: 25, total });
      expect((await list({ status: 'all' })).rows).toEqual(all.slice(0, 25));
    });

    it.each([
      [{ page: 0 }, 'page'],
      [{ page: -1 }, 'page'],
      [{ page: 1.5 }, 'page'],
      [{ page: '1e3' }, 'page'],
      [{ page: '9'.repeat(15) }, 'page'],
      [{ page: '1 OR 1=1' }, 'page'],
      [{ pageSize: 0 }, 'pageSize'],
      [{ pageSize: 101 }, 'pageSize'],
      [{ pageSize: 1_000_000 }, 'pageSize'],
      [{ severity: 'grave' }, 'severity'],
      [{ severity: 'HIGH' }, 'severity'],
      [{ 'severity[$ne]': 'low' }, 'severity'],
      [{ status: 'gone' }, 'status'],
      [{ status: 'open,all' }, 'status'],
      [{ kind: 'balance' }, 'kind'],
      [{ kind: "chain_break' OR '1'='1" }, 'kind'],
      [{ sort: 'id:ASC' }, 'sort'],
      [{ sort: 'severity' }, 'sort'],
      [{ sort: 'severity:desc' }, 'sort'],
      [{ sort: 'constructor:ASC' }, 'sort'],
      [{ sort: 'severity:DESC; DROP TABLE rewards_discrepancies' }, 'sort'],
      [{ member: '' }, 'member'],
      [{ member: 'm'.repeat(41) }, 'member'],
      [{ member: 'a\0b' }, 'member'],
      [{ run: 'r'.repeat(27) }, 'run'],
      [{ 'run[]': 'x' }, 'run'],
      [{ currency: 'points' }, 'currency'],
      [{ _q: 'ada' }, '_q'],
    ] as [Record<string, string | number>, string][])('refuses %j, naming %s', async (query, field) => {
      expect(await refused('listDiscrepancies', { query })).toMatchObject({
        status: 400,
        code: 'INVALID_INPUT',
        field,
      });
    });

    it('takes no key twice', async () => {
      const url = `${endpointUrl('listDiscrepancies')}?sort=kind:ASC&sort=kind:DESC`;
      const { status, body } = await fixture.open.app.request<HttpErrorDto>(url, { token });
      expect([status, body.error.details]).toMatchObject([400, { code: 'INVALID_INPUT', field: 'sort' }]);
    });
  });

  describe('exports of a run', () => {
    const download = (run: string, format?: string) =>
      ask('exportReconciliationRun', { path: { run }, ...(format && { query: { format } }) });

    it('as CSV have a line for each that the list of that run has, with its figures as numbers', async () => {
      const { status, headers, body } = await download(second.id);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      const day = second.startedAt.slice(0, 10);
      const name = `attachment; filename="reconciliation-${day}-${second.id}.csv"`;
      expect(headers.get('content-disposition')).toBe(name);
      const rows = parse(body);
      const wanted = (await pages({ status: 'all', run: second.id })).toSorted((a, b) => compare(a.id, b.id));
      expect(rows.map((row) => [row.discrepancy, row.kind, row.figure, row.severity, row.status])).toEqual(
        wanted.map(({ id, kind, field, severity, status: now }) => [id, kind, field, severity, now]),
      );
      expect(rows.map((row) => [row['member id'], row.currency, row.expected, row.actual, row.difference])).toEqual(
        wanted.map(({ member, currency, expected, actual, difference }) => {
          const figures =
            difference === null ? [harmless(expected), harmless(actual), ''] : [expected, actual, difference];
          return [member.id, currency.code, ...figures];
        }),
      );
      for (const { difference } of rows) expect(difference).toMatch(/^(-?\d+(\.\d+)?)?$/);
    });

    it('as CSV hold nothing that a spreadsheet runs', async () => {
      const rows = parse((await download(first.id, 'csv')).body);
      const called = new Set(rows.map((row) => row.member));
      expect(called).toContain("'=SUM(A1)");
      expect(called).toContain('Éloïse "100%", née Öberg');
      for (const name of called) expect(name).not.toMatch(/^[=+\-@\t\r]/);
    });

    it('tell what that run saw, whatever later ones did', async () => {
      const { member, currency } = victims[0]![0]!;
      const seenBy = async ({ id }: ReconciliationRunDto) =>
        parse((await download(id, 'csv')).body as unknown as string).find(
          (row) => row['member id'] === member && row.currency === currency && row.kind === 'balance_mismatch',
        )?.difference;
      expect([await seenBy(first), await seenBy(second)]).toEqual(['1', '8']);
    });

    it('as JSON have the run, and each discrepancy with its evidence', async () => {
      const { headers, body } = await download(second.id, 'json');
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="reconciliation-[\d-]+-\w{26}\.json"$/);
      const { run, discrepancies, ...rest } = body as unknown as {
        run: ReconciliationRunDto;
        discrepancies: DiscrepancyDto[];
      };
      expect(rest).toEqual({});
      expect(run).toEqual(second);
      const wanted = (await pages({ status: 'all', run: second.id })).toSorted((a, b) => compare(a.id, b.id));
      expect(discrepancies.map(({ evidence: _, ...row }) => row)).toEqual(wanted);
      for (const { evidence } of discrepancies) expect(evidence!.flatMap(({ rows }) => rows)).not.toEqual([]);
    });

    it('of a run that saw nothing have their columns and nothing else', async () => {
      const { member } = await fixture.victim();
      const { id } = await fixture.run({ type: 'user_specific', member });
      const csv = (await download(id)).body as unknown as string;
      expect(csv).toMatch(/^\ufeff?discrepancy,kind,[^\n]*\r\n$/);
      expect((await download(id, 'json')).body).toMatchObject({
        run: { id, discrepanciesFound: 0 },
        discrepancies: [],
      });
    });

    it.each([
      [{ format: 'xlsx' }, 'format'],
      [{ format: 'CSV' }, 'format'],
      [{ page: 1 }, 'page'],
    ])('are refused for %j, naming %s, as JSON', async (query, field) => {
      const asked = { path: { run: first.id }, query };
      expect(await refused('exportReconciliationRun', asked)).toMatchObject({ status: 400, field });
      expect((await ask('exportReconciliationRun', asked)).headers.get('content-disposition')).toBeNull();
    });
  });

  describe('has runs that', () => {
    it('begin when asked, answer 202 while they go on, and say who asked and how they ended', async () => {
      const { status, body } = await ask('startReconciliation', { body: { type: 'full', verifyChain: false } });
      expect([status, body]).toMatchObject([
        202,
        {
          ...{ type: 'full', verifiesChain: false, failure: null, member: null },
          startedBy: {
            id: expect.stringMatching(/^admin:\d+$/) as string,
            name: expect.stringContaining('Ada') as string,
          },
        },
      ]);
      const path = { run: body.id };
      const get = async () => (await ask('getReconciliationRun', { path })).body;
      await until(async () => (await get()).status !== 'running', 'the run had ended');
      const ended = await get();
      expect(ended).toMatchObject({ status: 'completed', errorCount: 0, errors: [], discrepanciesNew: 0 });
      expect(ended.membersProcessed).toBe(ended.membersInScope);
      expect(ended.membersInScope).toBeGreaterThanOrEqual(PEOPLE.length);
      await idle();
      const overview = (await ask('getReconciliation')).body;
      expect(overview).toMatchObject({ current: null, last: ended });
      expect(overview.trend.at(-1)).toMatchObject({ runId: ended.id, discrepanciesFound: ended.discrepanciesFound });
      const open = await pages({});
      const counted = SEVERITIES.map((one) => [one, open.filter(({ severity }) => severity === one).length]);
      expect(overview.openBySeverity).toEqual(Object.fromEntries(counted));
      expect(overview.membersAffected).toBe(new Set(open.map(({ member }) => member.id)).size);
      expect(await refused('cancelReconciliation', { path })).toMatchObject({ status: 409, code: 'RUN_ENDED' });
    });

    it('look at one member only when asked, and name them', async () => {
      const { member } = victims[1]![0]!;
      const { status, body } = await ask('startReconciliation', { body: { type: 'user_specific', member } });
      expect([status, body.member]).toEqual([202, { id: member, name: 'Ada Lovelace', handle: 'countess' }]);
      await idle();
      const { body: ended } = await ask('getReconciliationRun', { path: { run: body.id } });
      expect(ended).toMatchObject({ status: 'completed', membersInScope: 1, membersProcessed: 1 });
      // The trend is of full runs.
      const { trend } = (await ask('getReconciliation')).body;
      expect(trend.map(({ runId }) => runId)).not.toContain(body.id);
    });

    it('come one at a time', async () => {
      const { work, open: release } = gate();
      const elsewhere = instanceOf(fixture.open, work);
      const under = await elsewhere.run('reconcile');
      expect(await refused('startReconciliation', { body: { type: 'full' } })).toEqual({
        ...{ status: 409, code: 'RECONCILIATION_RUNNING', since: under.startedAt },
      });
      release();
      await idle();
      await elsewhere.stop();
    });

    it('are seen on their way, can be stopped, and are given up when nobody performs them any more', async () => {
      const id = createIdSource()(Date.now());
      await fixture.open.knex('rewards_reconciliation_runs').insert({
        ...{ id, type: 'incremental', status: 'running', verifies_chain: 1, started_at: fixture.open.clock.now() },
        ...{ members_in_scope: 400, members_processed: 100, members_with_discrepancies: 2, discrepancies_found: 3 },
        ...{
          discrepancies_new: 1,
          auto_resolved: 0,
          error_count: 0,
          errors: '[]',
          is_cancel_requested: 0,
          cursor: 'm',
        },
      });
      const { current } = (await ask('getReconciliation')).body;
      const standing = { id, status: 'running', membersInScope: 400, membersProcessed: 100, completedAt: null };
      expect(current).toMatchObject({ ...standing, durationMs: null, startedBy: null, isCancelRequested: false });
      const stopped = await ask('cancelReconciliation', { path: { run: id } });
      expect([stopped.status, stopped.body]).toMatchObject([200, { ...standing, isCancelRequested: true }]);
      await fixture.run({ type: 'user_specific', member: victims[5]![0]!.member });
      const { body } = await ask('getReconciliationRun', { path: { run: id } });
      expect(body).toMatchObject({ status: 'failed', failure: expect.stringContaining('process') as string });
    });

    it('are listed newest first, page by page', async () => {
      const whole = (await ask('listReconciliationRuns', { query: { pageSize: 100 } })).body;
      expect(whole.rows).toHaveLength(whole.total);
      const ids = whole.rows.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted().reverse());
      expect(ids).toEqual(expect.arrayContaining([first.id, second.id]));
      expect(whole.rows.find(({ id }) => id === second.id)).toEqual(second);
      const paged: string[] = [];
      for (let page = 1; paged.length < whole.total; page += 1) {
        const { body } = await ask('listReconciliationRuns', { query: { page, pageSize: 2 } });
        expect(body).toMatchObject({ page, pageSize: 2, total: whole.total });
        paged.push(...body.rows.map(({ id }) => id));
      }
      expect(paged).toEqual(ids);
      expect((await ask('listReconciliationRuns', { query: { page: 900 } })).body.rows).toEqual([]);
    });

    it.each([
      [{ page: 0 }, 'page'],
      [{ pageSize: 101 }, 'pageSize'],
      [{ status: 'failed' }, 'status'],
    ])('are not listed for %j, which names %s', async (query, field) => {
      expect(await refused('listReconciliationRuns', { query })).toMatchObject({ status: 400, field });
    });

    it.each([
      [{}, 'type'],
      [{ type: 'weekly' }, 'type'],
      [{ type: ['full'] }, 'type'],
      [{ type: 'user_specific' }, 'member'],
      [{ type: 'user_specific', member: 7 }, 'member'],
      [{ type: 'full', member: 'somebody' }, 'member'],
      [{ type: 'full', verifyChain: 'yes' }, 'verifyChain'],
      [{ type: 'full', force: true }, 'force'],
    ])('do not begin with %j, which names %s', async (body, field) => {
      expect(await refused('startReconciliation', { body })).toMatchObject({
        status: 400,
        code: 'INVALID_INPUT',
        field,
      });
    });

    it('do not begin of a member that is not there, or with what is no object', async () => {
      const body = { type: 'user_specific', member: "nobody' OR '1'='1" };
      const details = { status: 404, code: 'MEMBER_NOT_FOUND', member: body.member };
      expect(await refused('startReconciliation', { body })).toEqual(details);
      expect((await refused('startReconciliation', { body: ['full'] })).status).toBe(400);
    });
  });

  it('say 404 of a run or a discrepancy that is not there', async () => {
    const correction = { amount: '1', reason: NOTES, idempotencyKey: fixture.open.key() };
    for (const id of ['01KXXXXXXXXXXXXXXXXXXXXXXX', "' OR 1=1 --", first.id.slice(1)]) {
      const missing = { path: { run: id } };
      for (const name of ['getReconciliationRun', 'cancelReconciliation', 'exportReconciliationRun'] as const) {
        expect(await refused(name, missing)).toEqual({ status: 404, code: 'RUN_NOT_FOUND', run: id });
      }
    }
    const path = { discrepancy: '01KXXXXXXXXXXXXXXXXXXXXXXX' };
    const notFound = { status: 404, code: 'DISCREPANCY_NOT_FOUND', ...path };
    expect(await refused('getDiscrepancy', { path })).toEqual(notFound);
    expect(await refused('investigateDiscrepancy', { path })).toEqual(notFound);
    expect(await refused('resolveDiscrepancy', { path, body: { action: 'rebuild' } })).toEqual(notFound);
    expect(await refused('resolveDiscrepancy', { path, body: { action: 'ignore', notes: NOTES } })).toEqual(notFound);
    expect(await refused('adjustDiscrepancy', { path, body: correction })).toEqual(notFound);
    expect(await refused('reopenDiscrepancy', { path })).toEqual(notFound);
    const long = 'x'.repeat(27);
    expect(await refused('getReconciliationRun', { path: { run: long } })).toMatchObject({ status: 400, field: 'run' });
    const tooLong = await refused('getDiscrepancy', { path: { discrepancy: long } });
    expect(tooLong).toMatchObject({ status: 400, field: 'discrepancy' });
  });

  describe('has discrepancies that', () => {
    it('tell their figures, their evidence, a suggestion and their life', async () => {
      const wanted = all.find(({ kind, status }) => kind === 'duplicate_transaction' && status === 'detected')!;
      const { status, body } = await ask('getDiscrepancy', { path: { discrepancy: wanted.id } });
      const { id, kind, subject, difference } = wanted;
      expect([status, body]).toMatchObject([200, { id, kind, subject, difference, suggestion: { action: 'adjust' } }]);
      expect(body).toMatchObject({ suggestion: { amount: '-12' }, firstRunId: first.id, entryId: null, notes: null });
      expect(body.evidence!.length).toBeGreaterThan(0);
      expect(body.history.map(({ kind: happened, runId }) => [happened, runId])).toEqual([['detected', first.id]]);
      for (const one of all.filter((row) => isOfLedger(row.kind))) expect(one.severity).toMatch(/high|critical/);
    });

    it('are looked into by whoever asks, whose words stand there as they were written', async () => {
      const { id } = await harmed();
      const notes = `'); DROP TABLE rewards_discrepancies; -- <b>Grüße</b> 😀`;
      const { body } = await ask('investigateDiscrepancy', { path: { discrepancy: id }, body: { notes } });
      expect(body).toMatchObject({
        status: 'investigating',
        assignee: { name: expect.stringMatching(/^Ada/) as string },
      });
      expect(body.history.at(-1)).toMatchObject({ kind: 'investigating', notes, actor: body.assignee });
    });

    it('are settled by a rebuild, and then over', async () => {
      const { id, member, currency } = await harmed();
      const path = { discrepancy: id };
      const { status, body } = await ask('resolveDiscrepancy', { path, body: { action: 'rebuild' } });
      expect([status, body]).toMatchObject([200, { status: 'resolved', resolution: 'rebuild' }]);
      expect((await fixture.open.ledger.balance({ member: member.id, currency: currency.code })).balance).toBe(
        '5171.00',
      );
      const over = { status: 409, code: 'DISCREPANCY_RESOLVED' };
      expect(await refused('resolveDiscrepancy', { path, body: { action: 'rebuild' } })).toEqual(over);
      expect(await refused('investigateDiscrepancy', { path })).toEqual(over);
    });

    it('are ignored with notes that say why, and opened again', async () => {
      const { id } = await harmed();
      const path = { discrepancy: id };
      expect(await refused('reopenDiscrepancy', { path })).toEqual({ status: 409, code: 'DISCREPANCY_NOT_IGNORED' });
      const body = { action: 'ignore', notes: `  ${NOTES} ` };
      const answer = await ask('resolveDiscrepancy', { path, body });
      expect(answer.body).toMatchObject({ status: 'ignored', resolution: 'ignore', notes: NOTES });
      const reopened = await ask('reopenDiscrepancy', { path, body: { notes: 'It matters after all' } });
      expect(reopened.body).toMatchObject({ status: 'detected', resolution: null, resolvedBy: null });
      expect(reopened.body.history.at(-1)).toMatchObject({ kind: 'reopened', notes: 'It matters after all' });
    });

    it('are settled by an adjustment, once for one key', async () => {
      const { id, member, currency } = await harmed();
      const path = { discrepancy: id };
      const body = { amount: '-1.50', reason: NOTES, idempotencyKey: fixture.open.key() };
      const answers = await Promise.all([1, 2].map(() => ask('adjustDiscrepancy', { path, body })));
      for (const answer of answers) {
        expect(answer.body).toMatchObject({ status: 'resolved', resolution: 'adjust', notes: NOTES });
        expect(answer.body.entryId).toBe(answers[0]!.body.entryId);
      }
      const { rows } = await fixture.open.ledger.history({ member: member.id, currency: currency.code });
      const posted = rows.filter(({ type }) => type === 'adjustment');
      expect(posted.map(({ id: entry, amount }) => [entry, amount])).toEqual([[answers[0]!.body.entryId, '-1.50']]);
      expect((await fixture.open.ledger.balance({ member: member.id, currency: currency.code })).balance).toBe(
        '5169.50',
      );
      const again = { ...body, idempotencyKey: fixture.open.key() };
      expect(await refused('adjustDiscrepancy', { path, body: again })).toEqual({
        ...{ status: 409, code: 'DISCREPANCY_RESOLVED' },
      });
    });

    it('are settled many at once, where one refusal keeps no other one back', async () => {
      const [one, two] = [await harmed(), await harmed()];
      const broken = all.find(({ kind }) => kind === 'chain_break')!;
      const body = { action: 'rebuild', discrepancies: [one.id, broken.id, two.id, one.id, 'nowhere'] };
      const answer = await ask('resolveDiscrepancies', { body });
      expect([answer.status, answer.body.resolved]).toEqual([200, [one.id, two.id]]);
      expect(answer.body.refused.map(({ id, code }) => [id, code])).toEqual([
        [broken.id, 'NOT_REBUILDABLE'],
        ['nowhere', 'DISCREPANCY_NOT_FOUND'],
      ]);
      expect(answer.body.refused[0]!.message).toMatch(/^The ledger itself is affected/);
      expect(namesOf(await fixture.openOf(one.victim))).toEqual([]);
    });

    const reasoned = { reason: NOTES, idempotencyKey: 'refused' };
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `none-${i}`);

    it.each([
      ['investigateDiscrepancy', { assignee: { id: 'admin:1' } }, 'assignee'],
      ['investigateDiscrepancy', { notes: 5 }, 'notes'],
      ['investigateDiscrepancy', { notes: 'n'.repeat(1_001) }, 'notes'],
      ['reopenDiscrepancy', { notes: 5 }, 'notes'],
      ['reopenDiscrepancy', { notes: 'n'.repeat(1_001) }, 'notes'],
      ['reopenDiscrepancy', { action: 'rebuild' }, 'action'],
      ['resolveDiscrepancy', {}, 'action'],
      ['resolveDiscrepancy', { action: 'adjust' }, 'action'],
      ['resolveDiscrepancy', { action: 'ignore' }, 'notes'],
      ['resolveDiscrepancy', { action: 'ignore', notes: '  short   ' }, 'notes'],
      ['resolveDiscrepancy', { action: 'ignore', notes: 'n'.repeat(1_001) }, 'notes'],
      ['resolveDiscrepancy', { action: 'rebuild', force: true }, 'force'],
      ['resolveDiscrepancies', { action: 'ignore', discrepancies: ['x'] }, 'notes'],
      ['resolveDiscrepancies', { action: 'rebuild' }, 'discrepancies'],
      ['resolveDiscrepancies', { action: 'rebuild', discrepancies: 'x' }, 'discrepancies'],
      ['resolveDiscrepancies', { action: 'rebuild', discrepancies: [] }, 'discrepancies'],
      ['resolveDiscrepancies', { action: 'rebuild', discrepancies: ids(101) }, 'discrepancies'],
      ['resolveDiscrepancies', { action: 'rebuild', discrepancies: [5] }, 'discrepancies.0'],
      ['adjustDiscrepancy', { ...reasoned, amount: 5 }, 'amount'],
      ['adjustDiscrepancy', reasoned, 'amount'],
      ['adjustDiscrepancy', { ...reasoned, amount: '1.005' }, 'amount'],
      ['adjustDiscrepancy', { ...reasoned, amount: '1e3' }, 'amount'],
      ['adjustDiscrepancy', { ...reasoned, amount: '' }, 'amount'],
      ['adjustDiscrepancy', { ...reasoned, amount: '0' }, 'amount'],
      ['adjustDiscrepancy', { ...reasoned, amount: '9'.repeat(30) }, 'amount'],
      ['adjustDiscrepancy', { ...reasoned, amount: '1', reason: 'short' }, 'reason'],
      ['adjustDiscrepancy', { amount: '1', reason: NOTES }, 'idempotencyKey'],
      ['adjustDiscrepancy', { ...reasoned, amount: '1', currency: 'gold' }, 'currency'],
    ] as [keyof ReconciliationEndpointTypes, object, string][])(
      'refuse at %s %j, naming %s',
      async (name, body, field) => {
        const wanted = all.find(
          (one) => one.kind === 'balance_mismatch' && one.currency.scale === 2 && !one.resolution,
        )!;
        const path = { discrepancy: wanted.id };
        const before = (await ask('getDiscrepancy', { path })).body;
        const asked = name === 'resolveDiscrepancies' ? { body } : { path, body };
        expect(await refused(name, asked)).toMatchObject({ status: 400, field });
        expect((await ask('getDiscrepancy', { path })).body).toEqual(before);
      },
    );
  });
});
