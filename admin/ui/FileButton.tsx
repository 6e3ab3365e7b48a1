import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf } from '../../server/contract';
import { useDownload } from '../api/useDownload';
import { useTranslate } from '../translate';

interface FileButtonProps<Name extends EndpointName> {
  readonly endpoint: Name;
  readonly request: RequestOf<Name>;
  readonly fileName: string;
  readonly children: string;
}

/** Fetches a file from an endpoint; says so when that fails. */
export function FileButton<Name extends EndpointName>({
  endpoint,
  request,
  fileName,
  children,
}: FileButtonProps<Name>) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const { download, isLoading } = useDownload();

  const run = async () => {
    try {
      await download(endpoint, request, fileName);
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      toggleNotification({ type: 'danger', message: `${translate('failed')} ${why}` });
    }
  };

  return (
    <Button variant="secondary" startIcon={<Download aria-hidden />} loading={isLoading} onClick={() => void run()}>
      {children}
    </Button>
  );
}
