import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import type { EndpointName, RequestOf } from '../../server/contract';
import { useDownload } from '../api/useDownload';

interface FileButtonProps<Name extends EndpointName> {
  readonly endpoint: Name;
  readonly request: RequestOf<Name>;
  readonly children: string;
}

/** Fetches a file from an endpoint and saves it. */
export function FileButton<Name extends Extract<EndpointName, `export${string}`>>({
  endpoint,
  request,
  children,
}: FileButtonProps<Name>) {
  const { download, isLoading } = useDownload();
  return (
    <Button
      variant="secondary"
      startIcon={<Download aria-hidden />}
      loading={isLoading}
      onClick={() => void download(endpoint, request)}
    >
      {children}
    </Button>
  );
}
