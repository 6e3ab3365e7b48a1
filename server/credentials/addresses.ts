import type { Core } from '@strapi/types';
import { PLUGIN_ID } from '../contract';

/** Where a verifier finds what a credential refers to: the routes of the site, at the public address of the host. */
export interface Addresses {
  readonly issuer: string;
  key(id: string): string;
  achievement(badge: string): string;
  /** @param list from 1 */
  statusList(list: number): string;
  /** The address of a file as the upload plugin has it. */
  file(url: string): string;
}

export function addressesOf({ config }: Pick<Core.Strapi, 'config'>): Addresses {
  const server = config.get<string>('server.absoluteUrl').replace(/\/+$/, '');
  const site = `${server}${config.get<string>('api.rest.prefix', '/api')}/${PLUGIN_ID}`;
  return {
    issuer: `${site}/issuer`,
    key: (id) => `${site}/jwks/${id}`,
    achievement: (badge) => `${site}/badges/${badge}/achievement`,
    statusList: (list) => `${site}/credentials/status?list=${list}`,
    file: (url) => (url.startsWith('/') ? server + url : url),
  };
}
