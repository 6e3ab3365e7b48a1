/** What the server and the admin share: types, endpoints, error codes, limits. Imports nothing from outside this folder. */
export * from './earning';
export * from './endpoints';
export * from './errors';
export * from './ledger';
export * from './ledger-list';
export * from './limits';
export * from './members';
