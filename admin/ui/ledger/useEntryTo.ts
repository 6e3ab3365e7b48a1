import { useAllowed } from '../../allowed';
import { pathOf } from '../../paths';

/** Where a row of the ledger leads: to its own page, for whoever may see that. */
export function useEntryTo(): ((row: { readonly id: string }) => string) | undefined {
  const may = useAllowed();
  return may('getLedgerEntry') ? entryPath : undefined;
}

const entryPath = ({ id }: { readonly id: string }) => pathOf('ledger', id);
