import { LinkButton } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { JSX } from 'react';
import { Link } from 'react-router-dom';

import { useTranslate } from '../translate';
import { useFirstPage } from './useFirstPage';

interface ListEmptyProps {
  /** How many rows the list has on all its pages. */
  readonly total: number;
  /** Why it has none. */
  readonly children: string;
  /** What can be done about that. */
  readonly action?: JSX.Element;
}

/** Said in a table without rows: because the list has none, or because the page lies past the last one. */
export function ListEmpty({ total, children, action }: ListEmptyProps) {
  const translate = useTranslate();
  const firstPage = useFirstPage();
  if (total === 0) return <Table.Empty content={children} action={action} />;
  return (
    <Table.Empty
      content={translate('list.past-the-end')}
      action={
        <LinkButton variant="secondary" tag={Link} to={firstPage}>
          {translate('list.first-page')}
        </LinkButton>
      }
    />
  );
}
