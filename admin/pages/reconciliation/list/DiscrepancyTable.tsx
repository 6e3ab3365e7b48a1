import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';

import { DISCREPANCY_SORTS, type DiscrepancyRowDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Instant } from '../../../ui/Instant';
import { RowLink } from '../../../ui/RowLink';
import type { Selection } from '../../../ui/Selection';
import { Truncated } from '../../../ui/Truncated';
import { useAllowed } from '../../../useAllowed';
import { MemberLink } from '../../../ui/MemberLink';
import { useMemberName } from '../../../ui/useMemberName';
import { discrepancyPath } from '../addresses';
import { SeverityPill, StatusPill } from '../Pills';
import { Value } from '../Value';

interface DiscrepancyTableProps {
  readonly rows: readonly DiscrepancyRowDto[] | undefined;
  readonly isStale: boolean;
  readonly empty: ReactNode;
  readonly selection: Pick<Selection<DiscrepancyRowDto>, 'chosen' | 'onChange' | 'canChoose'> | undefined;
}

/** A row for each discrepancy, which leads to its page. */
export function DiscrepancyTable({ selection, ...props }: DiscrepancyTableProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const nameOf = useMemberName();
  const columns = useColumns();
  return (
    <DataTable
      {...props}
      columns={columns}
      keyOf={({ id }) => id}
      loading={translate('reconciliation.list.loading')}
      onRowClick={({ id }) => navigate(discrepancyPath(id))}
      selection={
        selection && {
          ...selection,
          labelOfAll: translate('reconciliation.choose.all'),
          labelOf: ({ kind, member }) =>
            translate('reconciliation.choose', {
              kind: translate(`reconciliation.kind.${kind}`),
              member: nameOf(member),
            }),
        }
      }
    />
  );
}

function useColumns(): Column<DiscrepancyRowDto>[] {
  const translate = useTranslate();
  const may = useAllowed();
  const columns: Column<DiscrepancyRowDto>[] = [
    {
      name: 'kind',
      label: translate('reconciliation.column.kind'),
      maxWidth: '22rem',
      cell: (row) => <Kind {...row} />,
    },
    {
      name: 'severity',
      label: translate('reconciliation.column.severity'),
      // Both in one column, so that the table has room beside the navigation.
      cell: ({ severity, status }) => (
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <SeverityPill severity={severity} />
          <StatusPill status={status} />
        </Flex>
      ),
    },
    {
      name: 'member',
      label: translate('reconciliation.member'),
      maxWidth: '14rem',
      cell: ({ member }) => <MemberLink member={member} isLink={may('getMember')} />,
    },
    {
      name: 'expected',
      label: translate('reconciliation.column.expected'),
      isFigure: true,
      maxWidth: '16rem',
      cell: (row) => <Value row={row} of="expected" />,
    },
    {
      name: 'actual',
      label: translate('reconciliation.column.actual'),
      isFigure: true,
      maxWidth: '16rem',
      cell: (row) => <Value row={row} of="actual" />,
    },
    {
      name: 'difference',
      label: translate('reconciliation.column.difference'),
      isFigure: true,
      cell: (row) => (
        <>
          <Value row={row} of="difference" />
          <Truncated variant="pi" textColor="neutral600">
            {row.currency.name}
          </Truncated>
        </>
      ),
    },
    {
      name: 'seen',
      label: translate('reconciliation.column.seen'),
      cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} />,
    },
  ];
  return columns.map((column) => ({ ...column, sortable: DISCREPANCY_SORTS.some((sort) => sort === column.name) }));
}

/** What is untrue, which leads to its page, and under it which figure. */
function Kind({ id, kind, field, member }: DiscrepancyRowDto) {
  const translate = useTranslate();
  const name = translate(`reconciliation.kind.${kind}`);
  const label = translate('reconciliation.row', { kind: name, member: useMemberName()(member) });
  return (
    <>
      <RowLink to={discrepancyPath(id)} title={name} aria-label={label}>
        {name}
      </RowLink>
      <Typography tag="div" variant="pi" textColor="neutral600" ellipsis style={{ fontFamily: 'monospace' }}>
        {field}
      </Typography>
    </>
  );
}
