export { type LedgerList, listEntries, newestEntries, statusOf, toRowDto } from './list-entries';
export { type Column, type ListedRow, readRows, toListedRow } from './list-store';
export { strataOf, type Stratum } from './order';
export { RowCounts } from './row-counts';
export { type LedgerRequest, type Selection, selectionOf } from './selection';
export { type ListedCurrency, MEMBERS, readListedCurrencies } from './selection-store';
export { idsInOrder, rowsInOrder } from './window-store';
