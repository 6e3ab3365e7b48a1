import { Flex, Typography } from '@strapi/design-system';

import type { DiscrepancyRowDto } from '../../../../server/contract';
import { discrepancyPath } from '../../../paths';
import { useTranslate } from '../../../translate';
import { Instant } from '../../../ui/Instant';
import type { Column } from '../../../ui/list/column';
import { MemberLink } from '../../../ui/MemberLink';
import { RowLink } from '../../../ui/RowLink';
import { Truncated } from '../../../ui/Truncated';
import { useMemberName } from '../../../ui/useMemberName';
import { SeverityPill, StatusPill } from '../Pills';
import { Value } from '../Value';

/** A row for each discrepancy, which leads to its page. */
export const COLUMNS: readonly Column<DiscrepancyRowDto>[] = [
  {
    id: 'kind',
    label: 'reconciliation.column.kind',
    priority: 1,
    maxWidth: '22rem',
    cell: (row) => <Kind {...row} />,
  },
  {
    id: 'severity',
    label: 'reconciliation.column.severity',
    priority: 1,
    // Both in one column, so that the table has room beside the navigation.
    cell: ({ severity, status }) => (
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <SeverityPill severity={severity} />
        <StatusPill status={status} />
      </Flex>
    ),
  },
  {
    id: 'member',
    label: 'column.member',
    maxWidth: '14rem',
    cell: ({ member }) => <MemberLink member={member} />,
  },
  {
    id: 'expected',
    label: 'reconciliation.column.expected',
    priority: 3,
    isFigure: true,
    maxWidth: '16rem',
    cell: (row) => <Value row={row} of="expected" />,
  },
  {
    id: 'actual',
    label: 'reconciliation.column.actual',
    priority: 3,
    isFigure: true,
    maxWidth: '16rem',
    cell: (row) => <Value row={row} of="actual" />,
  },
  {
    id: 'difference',
    label: 'reconciliation.column.difference',
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
    id: 'seen',
    label: 'reconciliation.column.seen',
    cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} />,
  },
];

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
