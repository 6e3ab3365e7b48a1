import { Box, Flex, Link as DesignLink, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { Link } from 'react-router-dom';

import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { LedgerTable } from '../ledger/LedgerTable';
import { pathOf } from '../../paths';

/** What was posted last, each row as the ledger shows it. */
export function LatestRows({ rows }: { readonly rows: readonly LedgerRowDto[] }) {
  const translate = useTranslate();
  const id = useId();
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
        <LedgerTable rows={rows} empty={null} isSortable={false} />
      )}
    </Box>
  );
}
