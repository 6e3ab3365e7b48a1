import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface ServedFile {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  /** Its address changes with what is in it. */
  readonly isNamedByContent: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The page at an address; what stands behind the slash is read by the page itself. */
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^\/$/, '/articles.html'],
  [/^\/articles\/[^/]+$/, '/article.html'],
  [/^\/members\/[^/]+$/, '/member.html'],
  [/^\/(leaderboard|log-in|me|checkout)$/, '/$1.html'],
];

/**
 * Reads all files once, so that nothing that somebody asks for is ever a path on the disk.
 *
 * @returns what is served at a path: a page of its own with status 404 where there is nothing
 */
export function readFiles(folder: string, strapiUrl: string): (pathname: string) => ServedFile {
  const root = path.join(folder, 'public');
  const files = new Map<string, ServedFile>();
  for (const name of fs.readdirSync(root)) {
    const type = TYPES[path.extname(name)];
    if (type === undefined) continue;
    const isPage = name.endsWith('.html');
    const content = fs.readFileSync(path.join(root, name));
    const body = isPage ? Buffer.from(content.toString().replaceAll('%strapi%', strapiUrl)) : content;
    files.set(`/${name}`, { status: 200, type, body, gzipped: gzipSync(body), isNamedByContent: !isPage });
  }
  const missing = files.get('/not-found.html');
  if (!missing) throw new Error(`The site is not built in ${folder}.`);
  return (pathname) => {
    const route = ROUTES.find(([pattern]) => pattern.test(pathname));
    const file = files.get(route ? pathname.replace(...route) : pathname);
    // A page has one address.
    return file && (route || file.isNamedByContent) ? file : { ...missing, status: 404 };
  };
}
