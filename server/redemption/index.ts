/**
 * Redeeming at checkout (D9): an order is quoted, an amount held while the customer pays, then captured or released. Every
 * attempt is on record (L9); what became of it, its hold in the ledger tells.
 */
export { redemptionRoom } from './room';
