import { Box, Flex, Link as DesignLink, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { Link } from 'react-router-dom';

import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { pathOf } from '../../paths';
import { LEDGER_COLUMNS } from '../../ui/ledger/columns';
import { useEntryTo } from '../../ui/ledger/useEntryTo';
import { DataTable } from '../../ui/list/DataTable';

const COLUMNS = Object.values(LEDGER_COLUMNS);

/** What was posted last, each row as the ledger shows it. */
export function LatestRows({ rows }: { readonly rows: readonly LedgerRowDto[] }) {
  const translate = useTranslate();
  const id = useId();
  const rowTo = useEntryTo();
  return (
    <Box tag="section" aria-labelledby={id}>
      <Flex justifyContent="space-between" gap={3} paddingBottom={3}>
        <Typography id={id} tag="h2" variant="delta">
          {translate('overview.latest')}
        </Typography>
        <DesignLink tag={Link} to={pathOf('ledger')}>
          {translate('overview.all')}
        </DesignLink>
      </Flex>
      {rows.length === 0 ? (
        <Typography textColor="neutral600">{translate('ledger.empty')}</Typography>
      ) : (
        <DataTable
          label={translate('overview.latest')}
          columns={COLUMNS}
          rows={rows}
          keyOf={({ id: entry }) => entry}
          rowTo={rowTo}
        />
      )}
    </Box>
  );
}
