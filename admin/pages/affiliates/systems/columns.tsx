import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { AffiliateSystemRowDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Figure } from '../../../ui/Figure';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import type { Column } from '../../../ui/list/column';
import { Missing } from '../../../ui/Missing';
import { RowLink } from '../../../ui/RowLink';
import { systemPath } from './paths';
import { SwitchState } from './SwitchState';

/** A system a row: where it sends, whether it does, and how that goes. */
export const COLUMNS: readonly Column<AffiliateSystemRowDto>[] = [
  {
    id: 'name',
    label: 'affiliate-systems.column.name',
    priority: 1,
    maxWidth: '18rem',
    cell: (row) => <Name {...row} />,
  },
  {
    id: 'state',
    label: 'column.status',
    priority: 1,
    maxWidth: '16rem',
    cell: (row) => <SwitchState of={row.switch} />,
  },
  { id: 'rate', label: 'affiliate-systems.column.rate', isFigure: true, cell: (row) => <Rate {...row} /> },
  { id: 'waiting', label: 'affiliate-systems.column.waiting', isFigure: true, cell: (row) => <Waiting {...row} /> },
  {
    id: 'processing',
    label: 'affiliate-systems.column.processing',
    priority: 3,
    isFigure: true,
    cell: ({ health }) => <Figure>{String(health.processing)}</Figure>,
  },
  {
    id: 'failed',
    label: 'affiliate-systems.column.failed',
    isFigure: true,
    cell: ({ health }) => <Figure>{String(health.failed)}</Figure>,
  },
  {
    id: 'error',
    label: 'affiliate-systems.column.error',
    priority: 3,
    maxWidth: '18rem',
    cell: (row) => <LastError {...row} />,
  },
];

function Name({ code, name, url }: AffiliateSystemRowDto) {
  return (
    <Box>
      <RowLink to={systemPath(code)}>{name}</RowLink>
      <Typography tag="div" variant="pi" textColor="neutral600" ellipsis title={url}>
        {code}
      </Typography>
    </Box>
  );
}

function Rate({ health: { successRate, succeeded, failed } }: AffiliateSystemRowDto) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  if (successRate === null) return <Missing>{translate('affiliate-systems.rate.none')}</Missing>;
  return (
    <>
      <Figure>{`${formatNumber(Number(successRate), { minimumFractionDigits: 1 })} %`}</Figure>
      <Small>{translate('affiliate-systems.rate.of', { ended: succeeded + failed })}</Small>
    </>
  );
}

function Waiting({ health: { waiting, oldestWaitingAt } }: AffiliateSystemRowDto) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  return (
    <>
      <Figure>{String(waiting)}</Figure>
      {oldestWaitingAt !== null && (
        <Small>
          {translate('affiliate-systems.waiting.since', { at: formatDate(oldestWaitingAt, TO_THE_MINUTE) })}
        </Small>
      )}
    </>
  );
}

function LastError({ health: { lastError } }: AffiliateSystemRowDto) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  if (lastError === null) return <Missing>{translate('none')}</Missing>;
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography textColor="neutral800" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
        {lastError.message}
      </Typography>
      <Small>{formatDate(lastError.at, TO_THE_MINUTE)}</Small>
    </Flex>
  );
}

function Small({ children }: { readonly children: string }) {
  return (
    <Typography tag="div" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
      {children}
    </Typography>
  );
}
