import { useAPIErrorHandler, useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import { type EndpointName, type RequestOf } from '../../server/contract';
import { useTranslate } from '../translate';
import { requestFor } from './request';

/** The endpoints that answer with a file. */
type FileEndpoint = Extract<EndpointName, `export${string}`>;

/**
 * Fetches a file with the administrator's token, which a plain link would not carry, and hands it to the browser under the
 * name that the server gives it.
 */
export function useDownload() {
  const translate = useTranslate();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const { formatAPIError } = useAPIErrorHandler();
  const [isLoading, setLoading] = useState(false);

  async function download<Name extends FileEndpoint>(name: Name, request: RequestOf<Name>) {
    setLoading(true);
    try {
      const { url, ...asked } = requestFor(name, request);
      const params = 'config' in asked ? asked.config?.params : undefined;
      const { data, headers } = await get<Blob>(url, { params, responseType: 'blob' });
      save(data, fileNameIn(headers) ?? fallbackName(name, data));
    } catch (error) {
      toggleNotification({
        type: 'danger',
        message: translate('download.failed', { why: formatAPIError(error as Parameters<typeof formatAPIError>[0]) }),
      });
    } finally {
      setLoading(false);
    }
  }

  return { download, isLoading };
}

/** A panel that is served from elsewhere than the API may not read the header, unless CORS exposes it. */
const fileNameIn = (headers: Headers | undefined): string | undefined =>
  /filename="([^"]+)"/.exec(headers?.get('content-disposition') ?? '')?.[1];

const fallbackName = (name: FileEndpoint, { type }: Blob): string =>
  `${name}.${type.startsWith('application/json') ? 'json' : 'csv'}`;

function save(content: Blob, file: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  // The browser has taken it by then; kept, it would stay in memory until the page is left.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
