import type { Engine } from '../../support/engines';
import { type CurrencyOverrides, openLedger, type OpenLedger } from '../../support/ledger';
import { newAccount, TestAccount } from './account';
import { expectSound } from './sound';

/** One boot for the tests of a `describe`; what a test makes is its own, so that no test knows of another. */
export interface Suite {
  /** The booted ledger. Not before the first test. */
  readonly open: OpenLedger;
  /** A new member in a new currency. After the test the account is looked over, whatever the test itself looked at. */
  account(overrides?: CurrencyOverrides): Promise<TestAccount>;
  /** A new member in that currency; looked over likewise. */
  accountIn(currency: string): Promise<TestAccount>;
  /** Moves the clock on until nothing that earlier tests left behind can fall due any more, and settles all of it. */
  settleEverything(): Promise<void>;
}

const LONG_AFTER = 20 * 366 * 24 * 60 * 60 * 1000;

/** @param options `lookOver: false` where the tests damage what they make */
export function useLedger(engine: Engine, options: { readonly lookOver: boolean } = { lookOver: true }): Suite {
  let open: OpenLedger | undefined;
  let made: TestAccount[] = [];
  const opened = (): OpenLedger => {
    if (!open) throw new Error('The ledger is not open.');
    return open;
  };
  const watched = (account: TestAccount): TestAccount => {
    made.push(account);
    return account;
  };

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open?.close());
  afterEach(async () => {
    const accounts = made;
    made = [];
    if (options.lookOver) for (const account of accounts) await expectSound(opened().ledger, account);
  });

  return {
    get open() {
      return opened();
    },
    account: async (overrides) => watched(await newAccount(opened(), overrides)),
    accountIn: async (currency) => watched(new TestAccount(opened(), await opened().member(), currency)),
    async settleEverything() {
      opened().clock.advance(LONG_AFTER);
      // A bound, so that a task which goes round in circles fails the tests rather than never ending.
      await opened().ledger.expireDue({ limit: 500 });
    },
  };
}
