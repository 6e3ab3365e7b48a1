import { Link as DesignLink, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { LedgerTable } from '../ledger/LedgerTable';
import { pathTo } from '../sections';

/** What was posted last, each row as the ledger shows it. */
export function LatestRows({ rows }: { readonly rows: readonly LedgerRowDto[] }) {
  const translate = useTranslate();
  const all = (
    <DesignLink tag={Link} to={pathTo('ledger')}>
      {translate('overview.all')}
    </DesignLink>
  );
  return (
    <Panel title={translate('overview.latest')} action={all}>
      {rows.length === 0 ? (
        <Typography textColor="neutral600">{translate('ledger.empty')}</Typography>
      ) : (
        <LedgerTable rows={rows} empty={null} isSortable={false} />
      )}
    </Panel>
  );
}
