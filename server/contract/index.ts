/** What the server and the admin share: types, endpoints, error codes, limits. Imports nothing from outside this folder. */
export * from './adjustment-list';
export * from './bulk';
export * from './directory';
export * from './earning';
export * from './economy';
export * from './endpoints';
export * from './errors';
export * from './ledger';
export * from './ledger-list';
export * from './limits';
export * from './members';
export * from './preview';
export * from './reconciliation';
export * from './redemption';
export * from './tasks';
