export { default } from './server';
export * from './server';
