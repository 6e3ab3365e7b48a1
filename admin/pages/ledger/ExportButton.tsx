import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import type { LedgerFilter, LedgerSort, SortOf } from '../../../server/contract';
import { useDownload } from '../../api/useDownload';
import { useTranslate } from '../../translate';

interface ExportButtonProps {
  readonly filter: LedgerFilter;
  readonly sort: SortOf<LedgerSort> | undefined;
}

/** B11. A file of every row that the filters let through, in the page's order. */
export function ExportButton({ filter, sort }: ExportButtonProps) {
  const translate = useTranslate();
  const { download, isLoading } = useDownload();

  return (
    <Button
      variant="secondary"
      startIcon={<Download aria-hidden />}
      loading={isLoading}
      onClick={() => void download('exportLedger', { ...filter, sort })}
    >
      {isLoading ? translate('ledger.exporting') : translate('ledger.export')}
    </Button>
  );
}
