import type { EndpointName } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

const NAMES: readonly EndpointName[] = ['listLedgerEntries', 'previewReversal', 'reverseEntry', 'releaseHold'];

export const ledgerRoutes: readonly AdminRoute[] = NAMES.map((name) => adminRoute(name, 'ledger'));
