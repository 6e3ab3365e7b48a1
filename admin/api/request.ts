import { ENDPOINTS, endpointUrl, type EndpointName, type RequestOf } from '../../server/contract';

/** What Strapi's client sends for a reading endpoint: the request goes into the query string. */
export function getRequest<Name extends EndpointName>(name: Name, params: RequestOf<Name>) {
  return { url: endpointUrl(name), method: ENDPOINTS[name].method, config: { params } };
}
