export { entryDetail } from './entry-detail';
