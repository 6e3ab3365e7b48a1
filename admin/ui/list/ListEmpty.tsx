import { EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import type { JSX } from 'react';
import { Link, useSearchParams } from 'react-router-dom';

import { useTranslate } from '../../translate';

interface ListEmptyProps {
  /** How many rows the list has on all its pages. */
  readonly total: number;
  /** Why it has none. */
  readonly children: string;
  /** What can be done about that. */
  readonly action?: JSX.Element | undefined;
}

/** Said in a table without rows: because the list has none, or because the page lies past the last one. */
export function ListEmpty({ total, children, action }: ListEmptyProps) {
  const translate = useTranslate();
  const firstPage = useFirstPage();
  const back = (
    <LinkButton variant="secondary" tag={Link} to={firstPage}>
      {translate('list.first-page')}
    </LinkButton>
  );
  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={total === 0 ? children : translate('list.past-the-end')}
      {...(total === 0 ? action && { action } : { action: back })}
      shadow=""
      hasRadius
    />
  );
}

/** The same address, its filters and its order, without the page. */
function useFirstPage(): { readonly search: string } {
  const [address] = useSearchParams();
  const first = new URLSearchParams(address);
  first.delete('page');
  return { search: first.toString() };
}
