/** The site's own server: hands out its files, and is the shop that holds the API token, which no browser ever sees. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';

import { readFiles, type ServedFile } from './files';
import { createOrders } from './orders';
import { answerShop } from './shop-http';
import { createStrapi } from './strapi';

export interface SiteSettings {
  /** Where `buildSite` put the files. */
  readonly folder: string;
  /** Strapi's address, without a slash at the end. */
  readonly strapiUrl: string;
  /** The API token of the shop. */
  readonly shopToken: string;
}

export function createSite({ folder, strapiUrl, shopToken }: SiteSettings): http.Server {
  const findFile = readFiles(folder, strapiUrl);
  const strapi = createStrapi(strapiUrl, shopToken);
  const shop = answerShop(strapi, createOrders(strapi));
  const policy = [
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    `connect-src 'self' ${strapiUrl}`,
    `img-src 'self' data: ${strapiUrl}`,
  ].join('; ');

  return http.createServer((request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    const [pathname = '/'] = (request.url ?? '/').split('?');
    if (pathname.startsWith('/shop/')) void shop(request, response, pathname.slice('/shop/'.length));
    else if (request.method === 'GET' || request.method === 'HEAD') send(request, response, findFile(pathname));
    else response.writeHead(405, { Allow: 'GET, HEAD' }).end();
  });
}

function send(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const takesGzip = request.headers['accept-encoding']?.includes('gzip') ?? false;
  const body = takesGzip ? file.gzipped : file.body;
  response.writeHead(file.status, {
    'Content-Type': file.type,
    'Content-Length': body.length,
    'Cache-Control': file.isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
    ...(takesGzip ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
