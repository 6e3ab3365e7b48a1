import { Link as DesignLink } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { ShortId } from '../../ui/ShortId';
import { pathOf } from '../../paths';

/** The row's id, which leads to its whole story: a link, for keyboards and for another tab; the row itself is one too. */
export function TxnCell({ id }: { readonly id: string }) {
  return (
    <DesignLink tag={Link} to={pathOf('ledger', id)} onClick={(event: React.MouseEvent) => event.stopPropagation()}>
      <ShortId id={id} />
    </DesignLink>
  );
}
