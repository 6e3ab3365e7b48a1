import type { BalanceDto, LedgerService, PostingInput } from '../contract';
import { balance, balances, balancesOf } from './balance';
import type { Engine } from './engine';
import { history } from './history';
import type { Outcome } from './posting/batch';
import { PostingBatcher } from './posting/batcher';
import type { Request } from './posting/command';
import { expireDue } from './posting/expire-due';
import { accountOf, postMany, postOne, runPatiently, runShared } from './posting/post';
import { previewExpireDue } from './posting/preview-expire-due';
import { preview } from './preview';
import { trace } from './trace';

/** Transactions that shared postings run in at a time; SQLite has one writer. */
const CONCURRENCY = { sqlite: 1, postgres: 2, mysql: 2 } as const;

/** What can be done with the ledger; whether it is whole, the room `integrity` tells. */
export type Ledger = Omit<LedgerService, 'check' | 'rebuild' | 'verifyChain'> & {
  /** As `balances`, of several members at once. */
  balancesOf(members: readonly string[]): Promise<BalanceDto[]>;
  /** Resolves when everything posted so far has its outcome. */
  stop(): Promise<void>;
};

/** Makes the ledger over a database that has its tables (`engineModels`) and guards (`installGuards`). */
export function createLedger(engine: Engine): Ledger {
  const batcher = new PostingBatcher<Request, Outcome>({
    concurrency: CONCURRENCY[engine.dialect],
    keyOf: accountOf,
    run: (requests) => runShared(engine, requests),
    runPatiently: (requests) => runPatiently(engine, requests),
  });
  const post = (input: PostingInput) => postOne(engine, batcher, input);
  return {
    grant: (input) => post({ ...input, type: 'grant' }),
    deduct: (input) => post({ ...input, type: 'deduct' }),
    reserve: (input) => post({ ...input, type: 'reserve' }),
    capture: (input) => post({ ...input, type: 'capture' }),
    release: (input) => post({ ...input, type: 'release' }),
    reverse: (input) => post({ ...input, type: 'reverse' }),
    adjust: (input) => post({ ...input, type: 'adjust' }),
    expireDue: (options) => expireDue(engine, options),
    previewExpireDue: () => previewExpireDue(engine),
    postMany: (inputs, options) => postMany(engine, inputs, options),
    preview: (input) => preview(engine, input),
    balance: (query) => balance(engine, query),
    balances: (query) => balances(engine, query),
    balancesOf: (members) => balancesOf(engine, members),
    history: (query) => history(engine, query),
    trace: (query) => trace(engine, query),
    stop: () => batcher.drain(),
  };
}
