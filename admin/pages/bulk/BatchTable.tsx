import { Button, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { BatchRowDto } from '../../../server/contract';
import { useListBatchesQuery } from '../../api/bulk';
import { useTranslate } from '../../translate';
import { type Column, DataTable } from '../../ui/DataTable';
import { Failure } from '../../ui/Failure';
import { Instant } from '../../ui/Instant';
import { ListEmpty } from '../../ui/ListEmpty';
import { ListPager } from '../../ui/ListPager';
import { usePageQuery } from '../../ui/usePageQuery';
import { ReverseBatchDialog } from './ReverseBatchDialog';

/** The bulk adjustments so far, newest first, each with what can still be done about it. */
export function BatchTable({ mayReverse }: { readonly mayReverse: boolean }) {
  const translate = useTranslate();
  const { page, pageSize } = usePageQuery();
  const { data, currentData, error, isFetching, refetch } = useListBatchesQuery(
    { page, pageSize },
    { refetchOnMountOrArgChange: true },
  );
  const [reversing, setReversing] = useState<BatchRowDto>();
  if (error && !isFetching)
    return <Failure error={error} what={translate('bulk.failed')} onRetry={() => void refetch()} />;

  const columns: Column<BatchRowDto>[] = [
    {
      name: 'postedAt',
      label: translate('bulk.batch.posted'),
      cell: ({ postedAt }) => <Instant at={postedAt} />,
    },
    {
      name: 'administrator',
      label: translate('bulk.batch.administrator'),
      cell: ({ administrator }) => <Typography>{administrator.name ?? administrator.id}</Typography>,
    },
    {
      name: 'lines',
      label: translate('bulk.batch.lines'),
      isFigure: true,
      cell: ({ lines }) => <Typography>{lines}</Typography>,
    },
    {
      name: 'reversed',
      label: translate('bulk.batch.reversed'),
      isFigure: true,
      cell: ({ reversed }) => <Typography>{reversed}</Typography>,
    },
    {
      name: 'batch',
      label: translate('bulk.batch.id'),
      cell: ({ batch }) => (
        <Typography tag="code" variant="pi">
          {batch}
        </Typography>
      ),
    },
    ...(mayReverse
      ? [
          {
            name: 'action',
            label: translate('bulk.batch.action'),
            cell: (row: BatchRowDto) =>
              row.reversed < row.lines && (
                <Button variant="danger-light" size="S" onClick={() => setReversing(row)}>
                  {translate('bulk.reverse')}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <div aria-busy={isFetching}>
      <DataTable
        columns={columns}
        rows={data?.rows}
        keyOf={({ batch }) => batch}
        isStale={data !== currentData}
        loading={translate('bulk.loading')}
        empty={<ListEmpty total={data?.total ?? 0}>{translate('bulk.empty')}</ListEmpty>}
      />
      <ListPager list={data} />
      {reversing && <ReverseBatchDialog batch={reversing} onClose={() => setReversing(undefined)} />}
    </div>
  );
}
