/** Builds the example site: a page for each entry below, its scripts and styles, and the server that hands them out. */
const fs = require('node:fs');
const path = require('node:path');

const { build } = require('esbuild');

/** Each page has its script in browser/pages; `heading` where the page's own content brings none. */
const PAGES = [
  { page: 'articles', title: 'Articles', heading: 'From our members' },
  { page: 'article', title: 'Article', under: 'articles' },
  { page: 'member', title: 'Member' },
  { page: 'leaderboard', title: 'Leaderboard', heading: 'Leaderboard' },
  { page: 'log-in', title: 'Log in', heading: 'Log in' },
  { page: 'me', title: 'My page', heading: 'My page' },
  { page: 'checkout', title: 'Shop', heading: 'Shop' },
  { page: 'not-found', title: 'Not found', heading: 'There is no such page' },
];

const at = (...parts) => path.join(__dirname, ...parts);
const COMMON = { bundle: true, minify: true, logLevel: 'warning', absWorkingDir: __dirname };

/** @param {string} outdir made anew; holds `public`, of which each file is served, and `server.cjs` */
async function buildSite(outdir) {
  fs.rmSync(outdir, { recursive: true, force: true });
  const files = path.join(outdir, 'public');
  const [{ metafile }] = await Promise.all([
    build({
      ...COMMON,
      entryPoints: [...PAGES.map(({ page }) => at('browser/pages', `${page}.ts`)), at('styles/site.css')],
      outdir: files,
      entryNames: '[name]-[hash]',
      chunkNames: 'shared-[hash]',
      format: 'esm',
      splitting: true,
      target: 'es2022',
      metafile: true,
    }),
    build({
      ...COMMON,
      minify: false,
      entryPoints: [at('server/index.ts')],
      outfile: path.join(outdir, 'server.cjs'),
      platform: 'node',
      target: 'node20',
    }),
  ]);
  const outputs = Object.entries(metafile.outputs).map(([file, { entryPoint, imports }]) => ({
    entryPoint,
    url: `/${path.basename(file)}`,
    imports: imports.map((one) => `/${path.basename(one.path)}`),
  }));
  const outputOf = (source) => outputs.find(({ entryPoint }) => entryPoint === source);
  const shell = fs.readFileSync(at('shell.html'), 'utf8');
  for (const one of PAGES) {
    const { url, imports } = outputOf(`browser/pages/${one.page}.ts`);
    const html = pageOf(shell, one, { script: url, preloads: imports, style: outputOf('styles/site.css').url });
    fs.writeFileSync(path.join(files, `${one.page}.html`), html);
  }
}

function pageOf(shell, { page, title, heading, under = page }, { script, preloads, style }) {
  const values = {
    ...{ page, title, script, style },
    heading: heading ? `      <h1>${heading}</h1>` : '',
    preloads: preloads.map((url) => `    <link rel="modulepreload" href="${url}" />`).join('\n'),
  };
  return shell
    .replace(/%at:([a-z-]+)%/g, (_, name) => (name === under ? ' aria-current="page"' : ''))
    .replace(/%(page|title|script|style|heading|preloads)%/g, (_, name) => values[name]);
}

module.exports = { buildSite };
