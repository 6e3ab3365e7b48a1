import { LinkButton } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { useTranslate } from '../../translate';

/** Said in the table when it has no rows: because there are none at all, or because the page lies past the last one. */
export function LedgerEmpty({ total }: { readonly total: number }) {
  const translate = useTranslate();
  if (total === 0) return <Table.Empty content={translate('ledger.empty')} />;
  return (
    <Table.Empty
      content={translate('ledger.past-the-end')}
      action={
        <LinkButton variant="secondary" tag={Link} to={{ search: '' }}>
          {translate('ledger.first-page')}
        </LinkButton>
      }
    />
  );
}
