/** Who acts is written down as they are, from the edge to the ledger and to every record. */
import type { AdjustmentsService, ReconciliationService } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const REASON = 'A test of who acts';

describeOnEveryEngine('whoever acts', (engine) => {
  let open: OpenLedger;
  let adjustments: AdjustmentsService;
  let reconciliation: ReconciliationService;
  let currency: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    const rewards = open.strapi.plugin('rewards');
    adjustments = rewards.service<AdjustmentsService>('adjustments');
    reconciliation = rewards.service<ReconciliationService>('reconciliation');
    currency = await open.currency();
  });
  afterAll(() => open.close());

  const recordOf = (entryId: string | null) =>
    open.knex('rewards_adjustments').where({ entry_id: entryId }).first('administrator_id', 'administrator_name');
  async function discrepancy(): Promise<string> {
    const member = await open.member();
    await open.ledger.grant({ member, currency, amount: '100', idempotencyKey: open.key() });
    await open.knex('rewards_accounts').where({ member }).update({ balance: 101 });
    await reconciliation.run({ type: 'user_specific', member });
    return (await reconciliation.listDiscrepancies({ member })).rows[0]?.id ?? '';
  }

  it.each([
    ['admin:7', '7'],
    ['user:7', 'user:7'],
    ['api-token:3', 'api-token:3'],
    ['user:admin:7', 'user:admin:7'],
  ])('as %s adjusts as that, and is recorded as %s', async (id, recorded) => {
    const actor = { id, name: 'Ada' };
    const member = await open.member();
    const posting = { member, currency, amount: '5', reason: REASON, idempotencyKey: open.key(), actor };
    const { entry } = await adjustments.post(posting);
    expect(entry.actor).toEqual(actor);
    expect(await recordOf(entry.id)).toEqual({ administrator_id: recorded, administrator_name: 'Ada' });

    const correction = { amount: '5', reason: REASON, idempotencyKey: open.key() };
    const resolved = await reconciliation.adjust(await discrepancy(), correction, actor);
    expect(resolved.resolvedBy).toEqual(actor);
    expect((await open.ledger.trace({ entryId: resolved.entryId ?? '' })).entry.actor).toEqual(actor);
    expect(await recordOf(resolved.entryId)).toEqual({ administrator_id: recorded, administrator_name: 'Ada' });
  });

  it('is refused where nothing could store them, naming the field, and so are ids and notes', async () => {
    const id = await discrepancy();
    const refusal = (field: string) => ({ code: 'INVALID_INPUT', details: { field } });
    const [ada, broken] = [{ id: 'user:7' }, { id: 'user:7', name: 'Ada\0' }];
    await expect(reconciliation.investigate(id, {}, broken)).rejects.toMatchObject(refusal('actor.name'));
    await expect(reconciliation.investigate(`${id}\0`, {}, ada)).rejects.toMatchObject(refusal('discrepancy'));
    await expect(reconciliation.investigate(id, { notes: 'a\ud83db' }, ada)).rejects.toMatchObject(refusal('notes'));
    await expect(reconciliation.investigate(id, { assignee: { id: 'user:8\0' } }, ada)).rejects.toMatchObject(
      refusal('assignee.id'),
    );
    await expect(open.members.get('a\0')).rejects.toMatchObject(refusal('member'));
    await expect(open.members.anonymise('a\0')).rejects.toMatchObject(refusal('member'));
    await expect(open.members.tierProgress('a\ud83d')).rejects.toMatchObject(refusal('member'));
  });
});
