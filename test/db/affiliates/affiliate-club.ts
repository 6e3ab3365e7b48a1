/** A Strapi with an affiliate system, a partner and a link, as the tests of affiliate events begin. */
import type { AffiliateEventInput, AffiliatesService, AffiliateSystemInput } from '../../../server/contract';
import type { Engine } from '../../support/engines';
import { openLedger, type OpenLedger, type OpenOptions } from '../../support/ledger';

export const SYSTEM = {
  code: 'tracker',
  name: 'Tracker',
  template: { url: 'https://tracker.example/postback' },
} as const satisfies AffiliateSystemInput;

export interface AffiliateClub extends OpenLedger {
  readonly affiliates: AffiliatesService;
  /** Makes a link of a system's, of a partner with the key `north` unless it is said otherwise. */
  link(externalId: string, payload?: object, system?: string): Promise<void>;
  /** An event that no other one is. */
  event(more?: Partial<AffiliateEventInput>): AffiliateEventInput;
}

interface Content {
  readonly id: number;
}

export async function openAffiliateClub(engine: Engine, options: OpenOptions = {}): Promise<AffiliateClub> {
  const open = await openLedger(engine, options);
  const affiliates = open.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  await affiliates.saveSystem(SYSTEM);
  // What is recorded for it stays as it is: nobody sends it.
  await affiliates.switchSystem({ system: SYSTEM.code, on: false, actor: { id: 'host:test' } });
  const create = (uid: string, data: object) =>
    open.strapi.documents(uid as never).create({ data: data as never }) as unknown as Promise<Content>;
  const systemOf = async (code: string) =>
    (await open.strapi.db.query('plugin::rewards.affiliate-system').findOne({ where: { code } })) as Content;
  const { id: tracker } = await systemOf(SYSTEM.code);
  const { id: north } = await create('plugin::rewards.affiliate', { name: 'North', key: 'north', system: tracker });
  return {
    ...open,
    affiliates,
    async link(externalId, payload = {}, system = SYSTEM.code) {
      const { id } = await systemOf(system);
      await create('plugin::rewards.affiliate-link', { externalId, payload, system: id, affiliate: north });
    },
    event: (more = {}) => ({ system: SYSTEM.code, externalId: open.key(), type: 'deposit', ...more }),
  };
}
