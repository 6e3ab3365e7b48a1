import type { AffiliateEventRowDto } from '../../../../server/contract';
import type { Column } from '../../../ui/list/column';
import { ActionCell, AmountCell, CreatedCell, OutcomeCell, PartnerCell, RelatedCell, TypeCell } from './cells';
import { IdCell, PayloadCell, UrlCell } from './copyCells';
import { StatusPill } from './StatusPill';

/** C1. An event a row. */
export const COLUMNS: readonly Column<AffiliateEventRowDto>[] = [
  {
    id: 'created',
    label: 'affiliates.column.created',
    maxWidth: '12rem',
    cell: (row) => <CreatedCell {...row} />,
  },
  { id: 'type', label: 'affiliates.column.type', maxWidth: '10rem', cell: (row) => <TypeCell {...row} /> },
  { id: 'id', label: 'affiliates.column.id', priority: 1, cell: (row) => <IdCell {...row} /> },
  {
    id: 'related',
    label: 'affiliates.column.related',
    priority: 3,
    maxWidth: '11rem',
    cell: (row) => <RelatedCell {...row} />,
  },
  {
    id: 'partner',
    label: 'affiliates.column.partner',
    priority: 3,
    maxWidth: '10rem',
    cell: (row) => <PartnerCell {...row} />,
  },
  { id: 'currency', label: 'column.currency', priority: 3, cell: ({ currency }) => currency },
  { id: 'amount', label: 'column.amount', isFigure: true, cell: (row) => <AmountCell {...row} /> },
  { id: 'status', label: 'column.status', priority: 1, cell: ({ status }) => <StatusPill status={status} /> },
  {
    id: 'sent',
    label: 'affiliates.column.sent',
    priority: 3,
    maxWidth: '12rem',
    cell: (row) => <OutcomeCell {...row} />,
  },
  {
    id: 'action',
    label: 'affiliates.column.action',
    priority: 3,
    maxWidth: '12rem',
    cell: (row) => <ActionCell {...row} />,
  },
  { id: 'url', label: 'affiliates.column.url', priority: 3, maxWidth: '10rem', cell: (row) => <UrlCell {...row} /> },
  {
    id: 'payload',
    label: 'affiliates.column.payload',
    priority: 3,
    maxWidth: '12rem',
    cell: (row) => <PayloadCell {...row} />,
  },
];
