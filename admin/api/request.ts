import { ENDPOINTS, endpointUrl, pathParameters, type EndpointName, type RequestOf } from '../../server/contract';

/** What Strapi's client sends for an endpoint: what its path names goes there, the rest into the query or the body. */
export function requestFor<Name extends EndpointName>(name: Name, request: RequestOf<Name>) {
  const { method } = ENDPOINTS[name];
  const named = new Set(pathParameters(name));
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  const inPath = Object.fromEntries(given.filter(([key]) => named.has(key))) as Record<string, string>;
  const rest = Object.fromEntries(given.filter(([key]) => !named.has(key)));
  const url = endpointUrl(name, inPath);
  return method === 'GET' ? { url, method, config: { params: rest } } : { url, method, data: rest };
}
