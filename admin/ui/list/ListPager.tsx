import { Pagination } from '@strapi/strapi/admin';

import { LEDGER_PAGE_SIZE, LEDGER_PAGE_SIZES, type PageDto } from '../../../server/contract';
import type { ListSpec, PageQuery } from './spec';

interface ListPagerProps {
  readonly list: PageDto<unknown> | undefined;
  readonly spec?: Pick<ListSpec<PageQuery>, 'pageSize' | 'pageSizes'>;
}

/** Page sizes and page links below a list; both stand in the address. */
export function ListPager({
  list,
  spec: { pageSize = LEDGER_PAGE_SIZE, pageSizes = LEDGER_PAGE_SIZES } = {},
}: ListPagerProps) {
  return (
    <Pagination.Root
      pageCount={list && Math.ceil(list.total / list.pageSize)}
      total={list?.total}
      defaultPageSize={pageSize}
    >
      <Pagination.PageSize options={pageSizes.map(String)} />
      <Pagination.Links />
    </Pagination.Root>
  );
}
