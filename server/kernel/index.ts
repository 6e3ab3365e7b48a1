/** The ground under every room: amounts, ids, time, errors, transactions. Knows the contract and no room. */
export * from './actor';
export * from './among';
export * from './amount';
export * from './clock';
export * from './count-rows';
export * from './dialect';
export * from './errors';
export { OutdatedSnapshot } from './host-transaction';
export * from './ids';
export * from './late-snapshot';
export * from './lock-rows';
export * from './pages';
export * from './rows';
export * from './task';
export * from './snapshot';
export * from './together';
export * from './transaction';
export * from './transactions';
