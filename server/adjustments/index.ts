/** Manual adjustments (B18 to B20): a row of the ledger and the record of who asked for it, both or neither. */
export { adjustmentRoom } from './room';
