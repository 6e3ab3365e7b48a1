export { default } from './server';
export type * from './server/contract';
