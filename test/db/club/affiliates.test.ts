/** C13: payouts of missions become affiliate events, by a rule of the ledger's rows. */
import type { AffiliatesService } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { openClub, type OpenClub } from './open-club';

describeOnEveryEngine('affiliate events of payouts', (engine) => {
  let open: OpenClub;
  let affiliates: AffiliatesService;

  beforeAll(async () => {
    open = await openClub(engine);
    affiliates = open.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  });
  afterAll(() => open.close());

  it('C13 are recorded with the payout’s ledger row as their cause, in its transaction', async () => {
    const mission = await open.mission();
    await affiliates.saveSystem({
      ...{ code: 'network', name: 'Network', template: { url: 'https://network.example' } },
      ledgerRules: [
        {
          type: 'bonus',
          currency: open.points,
          entryTypes: ['grant'],
          source: 'club',
          rule: `mission.${mission.code}`,
        },
      ],
    });
    // Nobody is there to be told.
    await affiliates.switchSystem({ system: 'network', on: false, actor: { id: 'host:test' } });
    const member = await open.member();
    await affiliates.record({ system: 'network', externalId: 'sign-up', type: 'registration', member, clickId: 'c-1' });
    const decided = await open.decided(open.event({ type: mission.definition.trigger, member }));
    const other = await open.mission();
    await open.decided(open.event({ type: other.definition.trigger, member }));

    const rows: { id: string; cause_entry: string }[] = await open
      .knex('rewards_affiliate_events')
      .whereNotNull('cause_entry')
      .select('id', 'cause_entry');
    expect(rows.map(({ cause_entry: cause }) => cause)).toEqual([decided.payouts[0]?.entry]);
    expect(await affiliates.get(rows[0]?.id ?? '')).toMatchObject({
      ...{ type: 'bonus', member, clickId: 'c-1', amount: '10.00', status: 'pending' },
    });
  });
});
