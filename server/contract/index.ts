/** What the server and the admin share: types, error codes, limits. Imports nothing from outside this folder. */
export * from './errors';
export * from './ledger';
export * from './limits';
