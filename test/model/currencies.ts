/** The currencies of every sequence, which differ in all that a currency can be. */
import type { ModelCurrency } from './model-account';

const plain = { spendOrder: 'oldest', reversalPolicy: 'clamp', risingOnly: false } as const;

export const CURRENCIES: readonly ModelCurrency[] = [
  { ...plain, code: 'model-points', scale: 0, expiresAfterDays: 5, reversalGraceDays: null },
  {
    ...plain,
    code: 'model-credits',
    scale: 2,
    spendOrder: 'soonest-expiry',
    reversalPolicy: 'arrears',
    expiresAfterDays: null,
    reversalGraceDays: 3,
  },
  { ...plain, code: 'model-reputation', scale: 0, risingOnly: true, expiresAfterDays: null, reversalGraceDays: null },
  {
    ...plain,
    code: 'model-vouchers',
    scale: 3,
    reversalPolicy: 'reject',
    expiresAfterDays: 2,
    reversalGraceDays: null,
  },
];

/** Each sequence has one of its own: whether a currency may only rise (L25) hangs on all that was ever posted in it. */
export const STARS: ModelCurrency = {
  ...plain,
  code: 'stars',
  scale: 8,
  reversalPolicy: 'arrears',
  expiresAfterDays: null,
  reversalGraceDays: null,
};

export const LEVELS_FOLLOW = 'model-reputation';
export const TIERS_FOLLOW = 'model-credits';
