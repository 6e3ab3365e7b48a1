import { Pagination } from '@strapi/strapi/admin';

import { LEDGER_PAGE_SIZE, LEDGER_PAGE_SIZES, type PageDto } from '../../server/contract';

/** Page sizes and page links below a list; both stand in the address. */
export function ListPager({ list }: { readonly list: PageDto<unknown> | undefined }) {
  return (
    <Pagination.Root
      pageCount={list && Math.ceil(list.total / list.pageSize)}
      total={list?.total}
      defaultPageSize={LEDGER_PAGE_SIZE}
    >
      <Pagination.PageSize options={LEDGER_PAGE_SIZES.map(String)} />
      <Pagination.Links />
    </Pagination.Root>
  );
}
