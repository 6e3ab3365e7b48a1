import { Button, Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useDownload } from '../../../api/useDownload';
import { useTranslate } from '../../../translate';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';

const FORMATS = ['csv', 'json'] as const;

/** D11. What the run saw, as a file: a line each, or with the evidence. */
export function RunExport({ run }: { readonly run: ReconciliationRunDto }) {
  return (
    <Flex gap={1}>
      {FORMATS.map((format) => (
        <FormatButton key={format} run={run} format={format} />
      ))}
    </Flex>
  );
}

interface FormatButtonProps {
  readonly run: ReconciliationRunDto;
  readonly format: (typeof FORMATS)[number];
}

function FormatButton({ run: { id, startedAt }, format }: FormatButtonProps) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const { download, isLoading } = useDownload();
  const name = format.toUpperCase();
  return (
    <Button
      variant="tertiary"
      size="S"
      loading={isLoading}
      aria-label={translate('reconciliation.export.label', { name, at: formatDate(startedAt, TO_THE_MINUTE) })}
      onClick={() => void download('exportReconciliationRun', { run: id, format })}
    >
      {name}
    </Button>
  );
}
