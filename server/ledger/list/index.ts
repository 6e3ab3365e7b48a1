export { listEntries } from './list-entries';
