import { LinkButton } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { useTranslate } from '../translate';

interface ListEmptyProps {
  /** How many rows the list has on all its pages. */
  readonly total: number;
  readonly children: string;
}

/** Said in a table without rows: because the list has none, or because the page lies past the last one. */
export function ListEmpty({ total, children }: ListEmptyProps) {
  const translate = useTranslate();
  if (total === 0) return <Table.Empty content={children} />;
  return (
    <Table.Empty
      content={translate('members.past-the-end')}
      action={
        <LinkButton variant="secondary" tag={Link} to={{ search: '' }}>
          {translate('ledger.first-page')}
        </LinkButton>
      }
    />
  );
}
