import { type DirectoryDto, endpointUrl } from '../../server/contract';
import { documents } from '../db/content';
import type { ScratchDatabase } from '../support/database';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { createPreparedDatabase } from '../support/strapi';
import { makeBadge } from './member-people';

describeOnEveryEngine('members that were written past the plugin', (engine) => {
  let database: ScratchDatabase;
  let open: OpenLedger;
  const statements: string[] = [];

  /** As an import by SQL writes them: the columns that it knows of, and nothing else. */
  const insert = async (documentId: string, more: object = {}) => {
    const at = new Date(open.clock.now());
    const row = { document_id: documentId, created_at: at, updated_at: at, published_at: at, ...more };
    await open.knex('rewards_members').insert(row);
  };
  const find = async (search: string) => {
    const token = await open.app.adminToken();
    const { body } = await open.app.request<DirectoryDto>(`${endpointUrl('listMembers')}?search=${search}`, { token });
    return body.rows.map(({ id }) => id);
  };

  beforeAll(async () => {
    database = await createPreparedDatabase(engine);
    open = await openLedger(engine, { database });
    const points = await open.currency();
    await insert('raw-account', { name: 'Raw Ålice' });
    await open.ledger.grant({ member: 'raw-account', currency: points, amount: '5', idempotencyKey: open.key() });
    // As a release wrote it that knew no directory.
    await open.knex('rewards_members').update({ listed: null }).where({ document_id: 'raw-account' });
    await insert('raw-visit', { name: 'Raw Bob', last_seen_at: new Date(open.clock.now()) });
    await insert('raw-badge', { name: 'Raw Carol' });
    await open.members.award({ member: 'raw-badge', badge: await makeBadge(open, 'Given') });
    await open.knex('rewards_members').update({ listed: null }).where({ document_id: 'raw-badge' });
    await insert('raw-nobody', { name: 'Raw Dora' });
    const visitor = await documents(open, 'member').create({ data: { name: 'Raw Visitor' } });
    await open
      .knex('rewards_members')
      .update({ last_seen_at: new Date(open.clock.now()) })
      .where({ document_id: visitor.documentId });
    await open.close();
    open = await openLedger(engine, { database });
    open.knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  });
  afterAll(async () => {
    await open.close();
    await database.drop();
  });

  it('are found and listed after the next start, if anything has happened to them', async () => {
    expect(await find('raw alice')).toEqual(['raw-account']);
    expect(await find('raw bob')).toEqual(['raw-visit']);
    expect(await find('raw carol')).toEqual(['raw-badge']);
    expect(await find('raw visitor')).toHaveLength(1);
    expect(await find('raw dora')).toEqual([]);
    expect(await open.knex('rewards_members').whereNull('listed').orWhereNull('search_text')).toEqual([]);
  });

  it('are looked for by an index, however many members there are', async () => {
    await open.members.ensureMany(Array.from({ length: 3_000 }, (_, i) => ({ externalId: `crowd-${String(i)}` })));
    const analyze = { sqlite: 'ANALYZE', postgres: 'ANALYZE rewards_members', mysql: 'ANALYZE TABLE rewards_members' };
    await open.knex.raw(analyze[engine]);
    const { backfillMembers } = await import('../../server/members/backfill-store');
    statements.length = 0;
    await backfillMembers(open.knex);
    const looks = statements.filter((sql) => /listed. is null.*limit|last_seen_at. is not null$/i.test(sql));
    expect(looks).toHaveLength(2);
    for (const sql of looks) {
      const values = sql.startsWith('update') ? [true, false] : [1_000];
      const explain = engine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const plan: unknown = await open.knex.raw(`${explain} ${sql.replace(/\$\d/g, '?')}`, values);
      expect(JSON.stringify(plan)).toMatch(/rewards_members_by_(name|seen)/);
    }
  });
});
