import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { codeOf, refusalOf } from './rules/refusal';

describeOnEveryEngine('a member who is changed', (engine) => {
  let open: OpenLedger;
  let counter = 0;
  const fresh = (kind: string) => `${kind}-of-update-${String((counter += 1))}`;
  const rowOf = async (documentId: string): Promise<Record<string, unknown>> =>
    (await open.knex('rewards_members').where({ document_id: documentId }).first()) as Record<string, unknown>;

  async function ada() {
    const externalId = fresh('ada');
    return open.members.ensure({ externalId, name: 'Ada Lovelace', handle: externalId, email: 'ada@rewards.test' });
  }

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());

  it('is what was given, and otherwise who they were', async () => {
    const member = await ada();
    const changed = await open.members.update({ member: member.documentId, name: 'Ada King', email: null });
    expect(changed).toEqual({ ...member, name: 'Ada King', email: null });
    expect(await open.members.get(member.documentId)).toEqual(changed);
  });

  it('is found by what they are called now, and no more by what they were called', async () => {
    const { documentId } = await ada();
    await open.members.update({ member: documentId, name: 'Zoë Quinn', email: null });
    const { search_text: searchText, sort_name: sortName } = await rowOf(documentId);
    expect(searchText).toContain('zoe quinn');
    expect(searchText).not.toContain('ada@rewards.test');
    expect(Buffer.from(sortName as string, 'hex').toString()).toBe('zoe quinn');
  });

  it('keeps accounts, consent and standing', async () => {
    const member = await ada();
    const currency = await open.currency();
    await open.ledger.grant({ member: member.documentId, currency, amount: '5', idempotencyKey: open.key() });
    await open.members.setConsent({ member: member.documentId, publicProfile: true });
    const externalId = fresh('other');
    const changed = await open.members.update({ member: member.documentId, externalId, name: null });
    expect(changed).toMatchObject({ externalId, name: null, consents: { publicProfile: true } });
    expect(await open.members.balances(member.documentId)).toMatchObject([{ balance: '5' }]);
  });

  it('can get, exchange and lose an id, and is found by those they have', async () => {
    const { documentId: member, externalId: first } = await ada();
    const second = fresh('second');
    await open.members.update({ member, externalId: second });
    expect(await open.members.find({ externalId: first! })).toBeNull();
    expect(await open.members.find({ externalId: second })).toMatchObject({ documentId: member });
    // Whoever comes with the old id is somebody new.
    expect((await open.members.ensure({ externalId: first! })).documentId).not.toBe(member);
  });

  it('keeps one id by which they are found', async () => {
    const member = await ada();
    const refusal = await refusalOf(open.members.update({ member: member.documentId, externalId: null }));
    expect([refusal.code, refusal.details.field]).toEqual(['INVALID_INPUT', 'externalId']);
    expect(await open.members.get(member.documentId)).toEqual(member);
  });

  it('gets nobody else’s id, and the refusal names the field', async () => {
    const [member, other] = [await ada(), await ada()];
    const input = { member: member.documentId, externalId: other.externalId!, name: 'Nobody' };
    const refusal = await refusalOf(open.members.update(input));
    expect([refusal.code, refusal.details]).toEqual(['MEMBER_CONFLICT', { field: 'externalId', id: other.externalId }]);
    expect(await open.members.get(member.documentId)).toEqual(member);
  });

  it('gets an id that many are given at the same time, alone', async () => {
    const all = await open.members.ensureMany(Array.from({ length: 8 }, () => ({ externalId: fresh('many') })));
    const externalId = fresh('wanted');
    const codes = await Promise.all(
      all.map(({ documentId: member }) => open.members.update({ member, externalId }).then(() => 'done', codeOfError)),
    );
    expect(codes.toSorted()).toEqual([...all.slice(1).map(() => 'MEMBER_CONFLICT'), 'done']);
  });

  it('is nobody who is anonymous, or who is not there', async () => {
    const { documentId: member } = await ada();
    await open.members.anonymise(member);
    for (const change of [{ name: 'Back again' }, { externalId: fresh('back') }, {}]) {
      expect(await codeOf(open.members.update({ member, ...change }))).toBe('MEMBER_ANONYMISED');
    }
    expect(await open.members.get(member)).toMatchObject({ name: null, externalId: null, anonymised: true });
    expect(await codeOf(open.members.update({ member: 'nobody', name: 'Nobody' }))).toBe('MEMBER_NOT_FOUND');
  });

  it('is not written again for nothing', async () => {
    const { documentId: member, name } = await ada();
    const before = await rowOf(member);
    open.clock.advance(60_000);
    await open.members.update({ member, name });
    await open.members.update({ member });
    expect(await rowOf(member)).toEqual(before);
  });

  it('is who they were when the transaction of the change is undone', async () => {
    const member = await ada();
    const undone = open.strapi.db.transaction(async () => {
      const changed = await open.members.update({ member: member.documentId, name: 'Undone' });
      expect(changed.name).toBe('Undone');
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await open.members.get(member.documentId)).toEqual(member);
  });

  it.each<[field: string, change: object]>([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(201) }],
    ['handle', { handle: 7 }],
    ['email', { email: 'x'.repeat(255) }],
    ['externalId', { externalId: '' }],
    ['externalId', { externalId: 'a\u0000b' }],
    ['siteUser', { siteUser: 'ABC' }],
    ['siteUser', { siteUser: 'no-such-user' }],
    ['member', { member: '' }],
    ['colour', { colour: 'red' }],
  ])('is refused for a %s like %j', async (field, change) => {
    const member = await ada();
    const refusal = await refusalOf(open.members.update({ member: member.documentId, ...change }));
    expect([refusal.code, refusal.details.field]).toEqual(['INVALID_INPUT', field]);
    expect(await open.members.get(member.documentId)).toEqual(member);
  });
});

const codeOfError = (error: unknown): string => (error as { readonly code: string }).code;
