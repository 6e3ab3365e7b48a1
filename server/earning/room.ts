import type { EarningSettings, LedgerService, MembersService } from '../contract';
import { readClockSkew } from '../kernel';
import { defineRoom } from '../kernel/room';
import type { RulesSource } from '../members';
import { skippedOrderTable } from './schema';
import { createEarning } from './service';
import { readSkippedOf } from './store';
import { checkEarningSettings } from './validate';

interface Needs {
  readonly ledger: LedgerService;
  readonly members: MembersService;
  readonly rules: RulesSource;
}

export const earningRoom = defineRoom<Needs>()({
  models: [skippedOrderTable.model],
  settings: { earning: checkEarningSettings },
  namedCurrencies({ setting }) {
    const { currency: code } = (setting('earning') ?? {}) as Partial<EarningSettings>;
    return code === undefined ? [] : [{ code, setting: 'earning.currency' }];
  },
  create({ db, dialect, clock, transactions, setting }, { ledger, members, rules }) {
    const clockSkew = readClockSkew(setting('clockSkewSeconds'));
    const dependencies = { db, dialect, clock, clockSkew, transactions, ledger, members, rules };
    return { earning: createEarning(dependencies, setting('earning')) };
  },
  services: { earning: (_, { earning }) => earning },
  memberRecords: () => ({ ordersThatEarnedNothing: readSkippedOf }),
});
