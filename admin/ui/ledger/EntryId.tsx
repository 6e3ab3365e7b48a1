import { useAllowed } from '../../allowed';
import { pathOf } from '../../paths';
import { ShortId } from '../ShortId';

/** The id of a row of the ledger, which leads to its own page, for whoever may see that. */
export function EntryId({ id }: { readonly id: string }) {
  const may = useAllowed();
  return <ShortId id={id} to={may('getLedgerEntry') ? pathOf('ledger', id) : undefined} />;
}
