import { Link as DesignLink } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { pathOf } from '../../../paths';
import { useAllowed } from '../../../allowed';

/** The ledger row of an adjustment: a link to its page for whoever may see that. */
export function EntryLink({ id }: { readonly id: string }) {
  const may = useAllowed();
  if (!may('getLedgerEntry')) return <code>{id}</code>;
  return (
    <DesignLink tag={Link} to={pathOf('ledger', id)}>
      {id}
    </DesignLink>
  );
}
