import { describeOnEveryEngine, type Engine, serversOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import type { Answer } from '../support/strapi';
import { codeOf, type Content, documents, type Kind, type Refused, withCode } from './content';

type Body = Partial<{ data: Content; error: Refused }>;

describeOnEveryEngine('the Content Manager', (engine) => {
  let open: OpenLedger;
  let token: string;
  let counter = 0;
  const code = () => `made-${String((counter += 1))}`;

  const send = (kind: Kind, method: string, path: string, body?: object): Promise<Answer<Body>> =>
    open.app.request<Body>(`/content-manager/collection-types/plugin::rewards.${kind}${path}`, { method, body, token });
  const create = (kind: Kind, data: object) => send(kind, 'POST', '', data);
  const edit = (kind: Kind, { documentId }: Content, data: object) => send(kind, 'PUT', `/${documentId}`, data);

  /** What an editor is told: never more than one thing, at the field that it is about. */
  function expectRefusal({ status, body }: Answer<Body>, expected: string, field?: string): void {
    expect([status, body.error?.name, body.error?.details.code]).toEqual([400, 'ValidationError', expected]);
    if (field !== undefined) expect(body.error?.details.errors).toMatchObject([{ path: [field] }]);
    expect(body.error?.message).toMatch(/\w+ \w+/);
  }

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminToken();
  });
  afterAll(() => open.close());

  it('makes and edits a currency, a level, a tier and a badge', async () => {
    const common = () => ({ code: code(), name: 'Made by an editor' });
    const all: [Kind, object][] = [
      ['currency', { ...common(), scale: 2, expiresAfterDays: 365, reversalGraceDays: 14 }],
      ['level', { ...common(), threshold: '12.5' }],
      ['tier', { ...common(), threshold: '12.5', multiplier: '1.25', discountPercent: '2.5' }],
      ['badge', common()],
    ];
    for (const [kind, data] of all) {
      const made = await create(kind, data);
      expect([kind, made.status]).toEqual([kind, 201]);
      expect(made.body.data).toMatchObject(data);
      const edited = await edit(kind, made.body.data!, { name: 'Edited' });
      expect(edited.body.data).toMatchObject({ ...data, name: 'Edited' });
    }
  });

  it.each<[Kind, string, object]>([
    ['currency', 'code', { code: 'Points' }],
    ['currency', 'code', { code: '1points' }],
    ['currency', 'code', { code: 'points and more' }],
    ['currency', 'code', { code: 'p'.repeat(33) }],
    ['currency', 'expiresAfterDays', { expiresAfterDays: 40_000 }],
    ['currency', 'expiresAfterDays', { risingOnly: true, expiresAfterDays: 30 }],
    ['currency', 'scale', { scale: null }],
    ['currency', 'spendOrder', { spendOrder: null }],
    ['currency', 'risingOnly', { risingOnly: null }],
    ['level', 'threshold', { threshold: null }],
    ['tier', 'multiplier', { multiplier: null }],
    ['level', 'code', { code: 'Ä' }],
    ['level', 'threshold', { threshold: '-1' }],
    ['level', 'threshold', { threshold: '1e3' }],
    ['level', 'threshold', { threshold: '1,000' }],
    ['level', 'threshold', { threshold: '0.123456789' }],
    ['tier', 'threshold', { threshold: 'much' }],
    ['tier', 'multiplier', { multiplier: '-1' }],
    ['tier', 'multiplier', { multiplier: '10000' }],
    ['tier', 'discountPercent', { discountPercent: '100.5' }],
    ['badge', 'code', { code: 'Early bird' }],
  ])('refuses a %s whose %s is wrong: %j', async (kind, field, wrong) => {
    const threshold = kind === 'level' || kind === 'tier' ? { threshold: '77.7' } : {};
    expectRefusal(await create(kind, { code: code(), name: 'Wrong', ...threshold, ...wrong }), 'INVALID_INPUT', field);
  });

  it.each([{ scale: 9 }, { scale: -1 }, { scale: 1.5 }, { expiresAfterDays: 0 }, { reversalGraceDays: -1 }])(
    'refuses a currency with %j, whoever finds it first',
    async (wrong) => {
      const { status, body } = await create('currency', { code: code(), name: 'Wrong', ...wrong });
      expect([status, body.error?.name]).toEqual([400, 'ValidationError']);
      const passedBy = open.strapi.db.query('plugin::rewards.currency').create({
        data: { code: code(), name: 'Wrong', ...wrong },
      });
      expect(await codeOf(passedBy)).toBe('INVALID_INPUT');
    },
  );

  it('refuses a second level or tier at the same threshold, however it is spelled', async () => {
    await create('level', { code: code(), name: 'First', threshold: '250.50' });
    const second = { code: code(), name: 'Second', threshold: '0250.500' };
    expectRefusal(await create('level', second), 'INVALID_INPUT', 'threshold');
    expectRefusal(
      await create('tier', { code: code(), name: 'Silver too', threshold: '1000' }),
      'INVALID_INPUT',
      'threshold',
    );
  });

  it('refuses a second currency that drives levels or tiers, on making and on editing it', async () => {
    const driver = { code: code(), name: 'Driver', drivesLevels: true, drivesTiers: true };
    expect((await create('currency', driver)).status).toBe(201);
    const other = await create('currency', { code: code(), name: 'Other' });
    for (const field of ['drivesLevels', 'drivesTiers']) {
      const wants = { [field]: true };
      expectRefusal(await create('currency', { code: code(), name: 'Third', ...wants }), 'INVALID_INPUT', field);
      expectRefusal(await edit('currency', other.body.data!, wants), 'INVALID_INPUT', field);
    }
    // Two at once, past the Document Service: neither gets through.
    const both = [1, 2].map(() => ({ code: code(), name: 'Both', drivesLevels: true }));
    expect(await codeOf(open.strapi.db.query('plugin::rewards.currency').createMany({ data: both }))).toBe(
      'INVALID_INPUT',
    );
  });

  it('lets a currency change everything until something is posted in it', async () => {
    const made = await create('currency', { code: code(), name: 'Young', scale: 0 });
    const renamed = await edit('currency', made.body.data!, { code: code(), scale: 2 });
    expect(renamed.body.data).toMatchObject({ scale: 2 });
    expect((await send('currency', 'DELETE', `/${made.body.data!.documentId}`)).status).toBe(200);
  });

  describe('with postings in a currency', () => {
    let currency: Content;

    beforeAll(async () => {
      const used = await open.currency({ scale: 2 });
      await open.ledger.grant({
        member: await open.member(),
        currency: used,
        amount: '1.25',
        idempotencyKey: open.key(),
      });
      currency = await withCode(open, 'currency', used);
    });
    afterEach(async () => {
      expect(await withCode(open, 'currency', currency.code as string)).toMatchObject({ scale: 2 });
    });

    it('L1 refuses another scale', async () => {
      expectRefusal(await edit('currency', currency, { scale: 3 }), 'SCALE_LOCKED', 'scale');
    });

    it('refuses another code', async () => {
      expectRefusal(await edit('currency', currency, { code: code() }), 'CURRENCY_IN_USE', 'code');
    });

    it('refuses to delete it, one by one or many at once', async () => {
      expectRefusal(await send('currency', 'DELETE', `/${currency.documentId}`), 'CURRENCY_IN_USE');
      const many = await send('currency', 'POST', '/actions/bulkDelete', { documentIds: [currency.documentId] });
      expectRefusal(many, 'CURRENCY_IN_USE');
    });

    it('refuses the same through the database layer', async () => {
      const query = open.strapi.db.query('plugin::rewards.currency');
      const where = { id: currency.id };
      expect(await codeOf(query.update({ where, data: { scale: 0 } }))).toBe('SCALE_LOCKED');
      expect(await codeOf(query.updateMany({ where, data: { scale: 0 } }))).toBe('SCALE_LOCKED');
      expect(await codeOf(query.delete({ where }))).toBe('CURRENCY_IN_USE');
      expect(await codeOf(query.deleteMany({ where }))).toBe('CURRENCY_IN_USE');
    });

    it('still takes another name and other rules, which the next posting goes by', async () => {
      const edited = await edit('currency', currency, { name: 'Renamed', expiresAfterDays: 10 });
      expect(edited.body.data).toMatchObject({ name: 'Renamed', expiresAfterDays: 10 });
      const { entry } = await open.ledger.grant({
        member: await open.member(),
        currency: currency.code as string,
        amount: '1',
        idempotencyKey: open.key(),
      });
      expect(entry.expiresAt).toBe(open.clock.iso(10 * 24 * 60 * 60 * 1000));
    });
  });

  it('L34 shows no member, award or adjustment to be written, and nothing of the engine', async () => {
    const hidden = ['member', 'badge-award', 'adjustment', 'account', 'ledger-entry', 'allocation', 'lot', 'hold'];
    for (const kind of hidden) {
      const { status } = await create(kind as Kind, { name: 'Made by an editor' });
      expect([kind, status]).toEqual([kind, 403]);
    }
  });

  it('reads what an editor changed at the very next posting', async () => {
    const made = await create('currency', { code: code(), name: 'Fast', scale: 0 });
    const member = await open.member();
    const currency = made.body.data!.code as string;
    const grant = () => open.ledger.grant({ member, currency, amount: '1', idempotencyKey: open.key() });
    expect((await grant()).entry.expiresAt).toBeNull();
    await documents(open, 'currency').update({
      documentId: made.body.data!.documentId,
      data: { expiresAfterDays: 1 },
    });
    expect((await grant()).entry.expiresAt).not.toBeNull();
  });
});

// SQLite has one connection, which the transaction holds: there nobody posts elsewhere meanwhile.
const onServer = (engine: Engine) => {
  let open: OpenLedger;

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());

  it('is gone by inside at once, and waited for elsewhere', async () => {
    const currency = await open.currency();
    const [inside, elsewhere] = [await open.member(), await open.member()];
    const expiryOfGrant = async (member: string) => {
      const { entry } = await open.ledger.grant({ member, currency, amount: '1', idempotencyKey: open.key() });
      return entry.expiresAt;
    };
    // Set up out here, so that it runs outside the transaction.
    let edited = (): void => undefined;
    const meanwhile = new Promise<void>((resolve) => (edited = resolve)).then(() => expiryOfGrant(elsewhere));

    await open.strapi.db.transaction(async () => {
      const { documentId } = await withCode(open, 'currency', currency);
      await documents(open, 'currency').update({ documentId, data: { expiresAfterDays: 1 } });
      edited();
      expect(await expiryOfGrant(inside)).not.toBeNull();
    });
    // Nobody decides by rules that are others by the time of their commit.
    expect(await meanwhile).not.toBeNull();
  });
};

for (const engine of serversOfThisRun()) describe(`[${engine}] an edit in a transaction`, () => onServer(engine));
