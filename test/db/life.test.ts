import type { AdjustmentsService } from '../../server/contract';
import { hideRelationsWhenDisabled } from '../../server/hide-relations';
import { ManualClock } from '../support/clock';
import type { ScratchDatabase } from '../support/database';
import { describeOnEveryEngine, type Engine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { createPreparedDatabase, type RunningStrapi, startStrapi, type StartOptions } from '../support/strapi';
import { type Content, documents, withCode } from './content';

type Row = Record<string, unknown>;

const TABLES = {
  engine: ['ledger_entries', 'allocations', 'accounts', 'lots', 'holds', 'open_items'],
  content: ['currencies', 'levels', 'tiers', 'badges', 'badge_awards', 'members', 'adjustments'],
};

const rowsOf = (open: Pick<OpenLedger, 'strapi'>, tables: readonly string[]) =>
  Promise.all(
    tables.map(async (table) => {
      const rows = (await open.strapi.db.connection(`rewards_${table}`).orderBy('id')) as Row[];
      return { table, rows };
    }),
  );
const ledgerOf = (open: OpenLedger) => rowsOf(open, TABLES.engine);
const everythingOf = (open: Pick<OpenLedger, 'strapi'>) => rowsOf(open, [...TABLES.engine, ...TABLES.content]);

async function expectSound(open: OpenLedger): Promise<void> {
  expect((await open.ledger.check()).findings).toEqual([]);
  expect((await open.ledger.verifyChain()).findings).toEqual([]);
}

/** What the database says to a change of a ledger row. */
async function expectAppendOnly(open: OpenLedger): Promise<void> {
  const ledger = () => open.knex('rewards_ledger_entries');
  await expect(ledger().update({ reason: 'Edited' })).rejects.toThrow(/append-only/);
  await expect(ledger().del()).rejects.toThrow(/append-only/);
}

async function makeFile(open: OpenLedger): Promise<Content> {
  const data = { name: 'badge.png', hash: `badge_${open.key()}`, ext: '.png', mime: 'image/png', size: 1 };
  return (await open.strapi.db.query('plugin::upload.file').create({
    data: { ...data, url: `/uploads/${data.hash}.png`, provider: 'local' },
  })) as Content;
}

const makeCurrency = (open: OpenLedger) => open.currency({ scale: 2, drivesTiers: true, expiresAfterDays: 30 });

/** A member with a bit of everything, and who and what it hangs on. */
async function fill(open: OpenLedger, currency: string) {
  const name = open.key();
  const user = (await open.strapi.documents('plugin::users-permissions.user').create({
    data: { username: name, email: `${name}@rewards.test`, provider: 'local', confirmed: true } as never,
  })) as unknown as Content;
  const input = { siteUser: user.documentId, name: 'Ada', handle: name, email: `${name}@rewards.test` };
  const { documentId: member } = await open.members.ensure(input);
  const posting = (amount: string) => ({ member, currency, amount, idempotencyKey: open.key() });
  const { entry } = await open.ledger.grant(posting('1000'));
  await open.ledger.deduct(posting('10'));
  await open.ledger.reserve(posting('20'));

  const administrator = await open.app.createSuperAdmin();
  await open.strapi
    .plugin('rewards')
    .service<AdjustmentsService>('adjustments')
    .post({
      ...posting('-5'),
      reason: 'Goodwill taken back',
      actor: { id: `admin:${administrator.id}`, name: 'Ada Admin' },
    });

  const file = await makeFile(open);
  const badge = await documents(open, 'badge').create({
    data: { code: `badge-${name}`, name: 'Early bird', image: file.id },
  });
  const { id } = (await documents(open, 'member').findFirst({ filters: { documentId: member } }))!;
  await open.strapi.db.query('plugin::rewards.badge-award').create({
    data: { member: id, badge: badge.id, awardedAt: new Date(), awardedBy: 'Ada Admin' },
  });
  return { user, member, entryId: entry.id, administrator, file, badge };
}

describeOnEveryEngine('L34 the engine’s models', (engine) => {
  let open: OpenLedger;
  beforeAll(async () => {
    open = await openLedger(engine);
    await fill(open, await makeCurrency(open));
  });
  afterAll(() => open.close());

  const MODELS = ['ledger-entry', 'allocation', 'account', 'lot', 'hold', 'open-item'];

  it.each(MODELS)('%s is no content type: no Document Service, no routes', async (model) => {
    const uid = `plugin::rewards.${model}`;
    expect(Object.keys(open.strapi.contentTypes)).not.toContain(uid);
    expect(() => open.strapi.documents(uid as never)).toThrow();
    const token = await open.app.adminToken();
    for (const path of [`/content-manager/collection-types/${uid}`, `/api/rewards/${model}s`]) {
      expect((await open.app.request(path, { token })).status).toBeGreaterThanOrEqual(401);
      expect((await open.app.request(path, { token, body: {} })).status).toBeGreaterThanOrEqual(401);
    }
  });

  it.each(MODELS)('%s is not written through the database layer either', async (model) => {
    const before = await ledgerOf(open);
    const query = open.strapi.db.query(`plugin::rewards.${model}`);
    const where = { id: { $notNull: true } };
    const ways = [
      () => query.create({ data: {} }),
      () => query.createMany({ data: [{}] }),
      () => query.update({ where, data: { amount: 1 } }),
      () => query.updateMany({ where, data: { amount: 1 } }),
      () => query.delete({ where }),
      () => query.deleteMany({ where }),
    ];
    for (const way of ways) await expect(way()).rejects.toMatchObject({ details: { code: 'ENGINE_OWNED' } });
    expect(await ledgerOf(open)).toEqual(before);
  });

  it('the ledger is append-only, whoever asks the database', () => expectAppendOnly(open));
});

async function imageOf(open: OpenLedger, { documentId }: Content): Promise<unknown> {
  const badge = await documents(open, 'badge').findFirst({ filters: { documentId }, populate: ['image'] });
  return badge?.image;
}

/** Boots that follow one another on the same data; whatever comes of one, it is shut down before the next. */
function useBoots(engine: Engine) {
  let database: ScratchDatabase;
  const clock = new ManualClock();
  beforeEach(async () => {
    database = await createPreparedDatabase(engine);
  });
  afterEach(() => database.drop());
  return {
    /** @param beforeLoad of both: what the project is like */
    async enabled<T>(work: (open: OpenLedger) => Promise<T>, beforeLoad?: StartOptions['beforeLoad']): Promise<T> {
      const open = await openLedger(engine, { database, clock, beforeLoad });
      return work(open).finally(() => open.close());
    },
    async disabled<T>(work: (app: RunningStrapi) => Promise<T>, beforeLoad?: StartOptions['beforeLoad']): Promise<T> {
      const app = await startStrapi({ engine, database, env: { REWARDS_ENABLED: 'false' }, beforeLoad });
      return work(app).finally(() => app.stop());
    },
  };
}

describeOnEveryEngine('L35 a plugin that was disabled for a while', (engine) => {
  const boots = useBoots(engine);

  it('finds everything again, and goes on', async () => {
    const { there, before } = await boots.enabled(async (open) => {
      const currency = await makeCurrency(open);
      const filled = await fill(open, currency);
      // Neither a default tier nor an image that an editor took away comes back.
      const { documentId } = await withCode(open, 'tier', 'platinum');
      await documents(open, 'tier').delete({ documentId });
      const plain = await fill(open, currency);
      await documents(open, 'badge').update({ documentId: plain.badge.documentId, data: { image: null } });
      return { there: { ...filled, currency, plain: plain.badge }, before: await everythingOf(open) };
    });
    await boots.disabled(async (app) => {
      expect(Object.keys(app.strapi.plugins)).not.toContain('rewards');
      expect(await everythingOf(app)).toEqual(before);
    });
    await boots.enabled(async (open) => {
      expect(await everythingOf(open)).toEqual(before);
      await expectSound(open);
      await expectAppendOnly(open);
      const images = await Promise.all([there.badge, there.plain].map((badge) => imageOf(open, badge)));
      expect(images).toMatchObject([{ name: 'badge.png' }, null]);

      const { member, currency, entryId } = there;
      const { entry } = await open.ledger.reverse({ entryId, idempotencyKey: open.key() });
      expect(entry.sequence).toBe(5);
      expect(await open.ledger.balance({ member, currency })).toMatchObject({ held: '20.00' });
      await expectSound(open);
    });
  });
});

/** A project that relates its articles to members, and takes precautions or does not. */
const relatesArticles =
  (isCareful = true): NonNullable<StartOptions['beforeLoad']> =>
  (strapi) => {
    const register = strapi.register.bind(strapi);
    strapi.register = async () => {
      const registered = await register();
      const { attributes } = strapi.contentTypes['api::article.article' as never] as { readonly attributes: object };
      const reviewers = { type: 'relation', relation: 'manyToMany', target: 'plugin::rewards.member' };
      Object.assign(attributes, { reviewers });
      if (isCareful) hideRelationsWhenDisabled(strapi);
      return registered;
    };
  };

describeOnEveryEngine('S3 a project whose content relates to members', (engine) => {
  const boots = useBoots(engine);

  it('starts while the plugin is disabled, and finds its relations again', async () => {
    const articles = ({ strapi }: Pick<OpenLedger, 'strapi'>) => strapi.documents('api::article.article');
    const member = await boots.enabled(async (open) => {
      const one = await open.member();
      const data = { title: 'Reviewed', author: one, reviewers: [one, await open.member()] };
      // Strapi tells of it behind the back of whoever made it, and would wait for a connection that is gone with its Strapi.
      const told = new Promise<void>((resolve) => {
        open.strapi.eventHub.once('entry.create', () => {
          resolve();
          return Promise.resolve();
        });
      });
      await articles(open).create({ data: data as never });
      await told;
      return one;
    }, relatesArticles());
    await boots.disabled(async (app) => {
      const [article] = await articles(app).findMany({ populate: '*' });
      expect(article).toMatchObject({ title: 'Reviewed' });
      expect(article).not.toHaveProperty('reviewers');
    }, relatesArticles());
    await boots.enabled(async (open) => {
      const [article] = await articles(open).findMany({ populate: ['author', 'reviewers'] as never });
      expect(article).toMatchObject({ author: { documentId: member }, reviewers: [{ documentId: member }, {}] });
    }, relatesArticles());
  });

  it('does not start so without it: that is what Strapi does', async () => {
    await boots.enabled(() => Promise.resolve(), relatesArticles());
    await expect(boots.disabled(() => Promise.resolve(), relatesArticles(false))).rejects.toThrow(/rewards\.member/);
  });
});

describeOnEveryEngine('the ledger’s guards in the database', (engine) => {
  const boots = useBoots(engine);

  it('are back after a boot, when somebody or something has taken them away', async () => {
    await boots.enabled(async (open) => {
      await fill(open, await makeCurrency(open));
      await takeGuardsAway(open, engine);
      expect(await open.knex('rewards_ledger_entries').update({ reason: 'Edited' })).toBeGreaterThan(0);
    });
    await boots.enabled(async (open) => {
      await expectAppendOnly(open);
      // What was changed meanwhile does not pass for whole.
      expect((await open.ledger.verifyChain()).findings).not.toEqual([]);
    });
  });
});

/** On SQLite as Strapi's schema sync does it: a changed column rebuilds the table, and its triggers are gone. */
async function takeGuardsAway({ knex }: OpenLedger, engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    await knex.schema.alterTable('rewards_ledger_entries', (table) => table.string('rule', 121).alter());
  } else if (engine === 'postgres') {
    await knex.raw('DROP TRIGGER rewards_ledger_entries_no_change ON rewards_ledger_entries');
    await knex.raw('DROP TRIGGER rewards_ledger_entries_no_truncate ON rewards_ledger_entries');
  } else {
    await knex.raw('DROP TRIGGER rewards_ledger_entries_no_update');
  }
}

describeOnEveryEngine('L36 deleting', (engine) => {
  let open: OpenLedger;
  let currency: string;
  let there: Awaited<ReturnType<typeof fill>>;

  beforeAll(async () => {
    open = await openLedger(engine);
    currency = await makeCurrency(open);
  });
  beforeEach(async () => {
    there = await fill(open, currency);
  });
  afterEach(() => expectSound(open));
  afterAll(() => open.close());

  it('an administrator changes no row of the ledger, and no record of an adjustment', async () => {
    const before = await everythingOf(open);
    const token = await open.app.adminToken();
    const path = `/admin/users/${String(there.administrator.id)}`;
    expect((await open.app.request(path, { method: 'DELETE', token })).status).toBe(200);
    expect(await everythingOf(open)).toEqual(before);
    const filters = { administratorId: String(there.administrator.id) };
    expect(await documents(open, 'adjustment').findMany({ filters })).toMatchObject([
      { administratorName: 'Ada Admin' },
    ]);
  });

  it('an administrator who wrote the currency leaves the currency', async () => {
    const { documentId } = await withCode(open, 'currency', currency);
    await documents(open, 'currency').update({ documentId, data: { createdBy: there.administrator.id } });
    const token = await open.app.adminToken();
    await open.app.request('/admin/users/batch-delete', { token, body: { ids: [there.administrator.id] } });
    expect(await withCode(open, 'currency', currency)).toMatchObject({ scale: 2 });
  });

  it.each(['Document Service', 'database layer', 'database layer, many at once', 'Content Manager'])(
    'a site user by the %s leaves an anonymised member and an untouched ledger',
    async (way) => {
      const before = await ledgerOf(open);
      const { id, documentId } = there.user;
      const query = open.strapi.db.query('plugin::users-permissions.user');
      if (way === 'Document Service') {
        await open.strapi.documents('plugin::users-permissions.user').delete({ documentId });
      } else if (way === 'database layer') await query.delete({ where: { id } });
      else if (way === 'Content Manager') {
        const path = `/content-manager/collection-types/plugin::users-permissions.user/${documentId}`;
        const answer = await open.app.request(path, { method: 'DELETE', token: await open.app.adminToken() });
        expect(answer.status).toBe(200);
      } else await query.deleteMany({ where: { email: { $contains: 'rewards.test' } } });

      expect(await open.members.get(there.member)).toMatchObject({
        siteUser: null,
        name: null,
        handle: null,
        email: null,
        anonymised: true,
        tier: 'silver',
      });
      expect(await ledgerOf(open)).toEqual(before);
      expect(await open.ledger.balance({ member: there.member, currency })).toMatchObject({
        balance: '985.00',
        held: '20.00',
      });
    },
  );

  it('another site user leaves the member alone', async () => {
    const before = await everythingOf(open);
    const other = (await open.strapi.documents('plugin::users-permissions.user').create({
      data: { username: 'bob', email: 'bob@elsewhere.test', provider: 'local' } as never,
    })) as unknown as Content;
    await open.strapi.documents('plugin::users-permissions.user').delete({ documentId: other.documentId });
    expect(await everythingOf(open)).toEqual(before);
  });

  it('a site user in a transaction that is undone leaves the member alone', async () => {
    const before = await everythingOf(open);
    const undone = open.strapi.db.transaction(async () => {
      await open.strapi.db.query('plugin::users-permissions.user').delete({ where: { id: there.user.id } });
      expect(await open.members.get(there.member)).toMatchObject({ anonymised: true });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await everythingOf(open)).toEqual(before);
  });

  it('a media file leaves the badge that showed it, and its awards', async () => {
    const before = await rowsOf(open, [...TABLES.engine, 'members', 'badge_awards']);
    const token = await open.app.adminToken();
    const answer = await open.app.request(`/upload/files/${String(there.file.id)}`, { method: 'DELETE', token });
    expect(answer.status).toBe(200);
    expect(await imageOf(open, there.badge)).toBeNull();
    expect(await rowsOf(open, [...TABLES.engine, 'members', 'badge_awards'])).toEqual(before);
  });
});
