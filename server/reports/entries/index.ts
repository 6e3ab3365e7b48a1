export { type LedgerList, listEntries, newestEntries, toRowDto } from './list-entries';
export { type Column, type ListedRow, readRows, toListedRows } from './list-store';
export { strataOf, type Stratum } from './order';
export { RowCounts } from './row-counts';
export { canBeReversed, type Standing, statusOf, wholeOf } from './row-status';
export { type LedgerRequest, type Selection, selectionOf } from './selection';
export { type ListedCurrency, MEMBERS } from './selection-store';
export { idsInOrder, rowsInOrder } from './window-store';
