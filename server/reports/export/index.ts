export { exportLedger } from './export-ledger';
