import { useFetchClient } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { EndpointName, RequestOf } from '../../server/contract';
import { requestFor } from './request';

/** What a server may take before it answers with a file; one that breaks off in the middle fails at once. */
const AS_FILE = { responseType: 'blob' } as const;

/**
 * Fetches a file from an endpoint and hands it to the browser to save. Not by a link: the endpoints want the
 * administrator's token, which Strapi's client adds and renews.
 */
export function useDownload() {
  const { get } = useFetchClient();
  const [isLoading, setLoading] = useState(false);

  async function download<Name extends EndpointName>(name: Name, request: RequestOf<Name>, fileName: string) {
    setLoading(true);
    try {
      const { url, config } = requestFor(name, request);
      const { data } = await get(url, { ...config, ...AS_FILE });
      save(data, fileName);
    } finally {
      setLoading(false);
    }
  }
  return { download, isLoading };
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken it by then; kept, it would stay in memory until the page is left.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
