import { ENDPOINTS, endpointUrl, pathParameters, type EndpointName, type RequestOf } from '../../server/contract';

/** What an endpoint is sent: what its path names goes there, the rest into the query or the body. */
function partsOf<Name extends EndpointName>(name: Name, request: RequestOf<Name>) {
  const named = new Set(pathParameters(name));
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  const inPath = Object.fromEntries(given.filter(([key]) => named.has(key))) as Record<string, string>;
  const rest = Object.fromEntries(given.filter(([key]) => !named.has(key)));
  return { url: endpointUrl(name, inPath), rest };
}

/** A query as text, because Strapi's client leaves out the encoding: a search for `a&b` would lose its half. */
export const queryText = (query: Record<string, unknown>): string =>
  new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();

/** What Strapi's client sends for an endpoint. */
export function requestFor<Name extends EndpointName>(name: Name, request: RequestOf<Name>) {
  const { method } = ENDPOINTS[name];
  const { url, rest } = partsOf(name, request);
  return method === 'GET' ? { url, method, config: { params: queryText(rest) } } : { url, method, data: rest };
}
