import { adminRoute, type AdminRoute } from '../../kernel/http';

export const ledgerRoutes: readonly AdminRoute[] = [adminRoute('listLedgerEntries', 'ledger')];
