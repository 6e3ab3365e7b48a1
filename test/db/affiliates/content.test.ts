/** C11, F6, F11: what affiliates, links, systems and their secrets must be. */
import type { AffiliateSystemInput } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from './affiliate-club';

describeOnEveryEngine('affiliate content', (engine) => {
  let open: AffiliateClub;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
  });
  afterAll(() => open.close());

  const documents = (name: string) => open.strapi.documents(`plugin::rewards.${name}` as never);
  const refusedBy = (path: string) =>
    expect.objectContaining({
      details: expect.objectContaining({ errors: [expect.objectContaining({ path: [path] })] as unknown }) as unknown,
    }) as unknown;

  it('keeps an external id once in a system, and in another system once more', async () => {
    await open.affiliates.saveSystem({ ...SYSTEM, code: 'second', name: 'Second' });
    await open.link('once');
    await expect(open.link('once')).rejects.toEqual(refusedBy('externalId'));
    await open.link('once', {}, 'second');
    await open.link('Once');
  });

  it.each<[string, object]>([
    ['externalId', { externalId: '' }],
    ['externalId', { externalId: ' padded' }],
    ['payload', { externalId: 'a-list', payload: [1] }],
    ['payload', { externalId: 'long', payload: { pid: 'x'.repeat(20_000) } }],
  ])('refuses a link whose %s cannot be: %#', async (path, data) => {
    await expect(documents('affiliate-link').create({ data: data as never })).rejects.toEqual(refusedBy(path));
  });

  it('keeps an affiliate’s key once in a system', async () => {
    const data = { name: 'A', key: 'same' } as never;
    await documents('affiliate').create({ data });
    await expect(documents('affiliate').create({ data })).rejects.toEqual(refusedBy('key'));
  });

  it('a link that events were recorded with stays', async () => {
    await open.link('kept');
    const { event } = await open.affiliates.record(open.event({ link: 'kept' }));
    const remove = documents('affiliate-link').delete({ documentId: event.link!.id });
    await expect(remove).rejects.toMatchObject({ details: { code: 'LINK_IN_USE' } });
  });

  it('lets nobody but its own service write a system', async () => {
    const create = documents('affiliate-system').create({ data: { code: 'x', name: 'x', settings: {} } as never });
    await expect(create).rejects.toMatchObject({ details: { code: 'ENGINE_OWNED' } });
  });

  it.each<[string, Partial<AffiliateSystemInput>]>([
    ['code', { code: 'Tracker' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['schedule', { schedule: [1] }],
    ['concurrency', { concurrency: 1_000 }],
    ['url', { template: { url: 'https://{pid}.example/' } }],
    ['url', { template: { url: 'https://tracker.example/{nonsense}' } }],
    ['body', { template: { url: 'https://tracker.example', body: '{"a":{nonsense}}' } }],
    ['ledgerRules.0.entryTypes', { ledgerRules: [{ type: 'deposit', currency: 'coins', entryTypes: [] }] }],
  ])('F6 refuses a system whose %s cannot be: %#', async (field, change) => {
    await expect(open.affiliates.saveSystem({ ...SYSTEM, ...change })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field },
    });
  });

  it('F11 no secret is kept without a key', async () => {
    const secret = { system: SYSTEM.code, name: 'key', secret: 'a-long-secret' };
    await expect(open.affiliates.saveSecret(secret)).rejects.toMatchObject({ code: 'NO_SECRET_KEY' });
    expect(await open.knex('rewards_affiliate_secrets').select()).toEqual([]);
  });
});
