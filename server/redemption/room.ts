import { type LedgerService, REDEMPTION_ENDPOINTS, type RedemptionSettings } from '../contract';
import { createIdSource } from '../kernel';
import { defineRoom } from '../kernel/room';
import type { RulesSource } from '../members';
import { redemptionController } from './http/controller';
import { redemptionsOf } from './list';
import { redemptionTable } from './schema';
import { createRedemption } from './service';
import { readRedemptionSettings } from './settings';

interface Needs {
  readonly ledger: LedgerService;
  readonly rules: RulesSource;
}

export const redemptionRoom = defineRoom<Needs>()({
  models: [redemptionTable.model],
  permissions: {
    'view-redemptions': { displayName: 'View redemptions', subCategory: 'redemptions' },
    redeem: { displayName: 'Redeem on orders: hold, capture, release, refund', subCategory: 'redemptions' },
  },
  settings: { redemption: readRedemptionSettings },
  namedCurrencies({ setting }) {
    const { values = {} } = (setting('redemption') ?? {}) as Partial<RedemptionSettings>;
    return Object.keys(values).map((code) => ({ code, setting: `redemption.values.${code}` }));
  },
  create({ db, transactions, clock, setting }, { ledger, rules }) {
    const { run: inTransaction, rollBackAfter } = transactions;
    const dependencies = { db, inTransaction, rollBackAfter, clock, newId: createIdSource(), ledger, rules };
    return { redemption: createRedemption(dependencies, setting('redemption')) };
  },
  services: { redemption: (_, { redemption }) => redemption },
  endpoints: { redemption: REDEMPTION_ENDPOINTS },
  controllers: { redemption: (_, { redemption }) => redemptionController(redemption) },
  memberRecords: ({ clock }) => ({ redemptions: (db, member) => redemptionsOf(db, member, clock.now()) }),
});
