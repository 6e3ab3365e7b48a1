/**
 * S8. The package as npm packs it, in a stranger's TypeScript project: what is in it, how it resolves, whether it is typed, and how
 * a refusal leaves a host's own code. Without a network; `fresh.test.ts` installs it for real.
 */
import fs from 'node:fs';
import path from 'node:path';

import type { ErrorDetails } from '../../server/contract';
import { syntheticHistory } from '../support/order-history';
import { examples } from './examples';
import { createStranger, ROOT, type Stranger } from './stranger';

interface Refused {
  readonly status: number;
  readonly body: {
    readonly error?: { readonly name: string; readonly message: string; readonly details: ErrorDetails };
  };
}

interface Told {
  readonly readme: { readonly compared: number; readonly different: readonly unknown[] };
  readonly isOfOneCopy: boolean;
  readonly http: {
    readonly page: number;
    readonly refusals: Record<'controller' | 'hook' | 'middleware' | 'editorByHook' | 'editorByMiddleware', Refused>;
  };
}

let stranger: Stranger;
let told: Told;

beforeAll(async () => {
  stranger = await createStranger();
  told = await stranger.probe<Told>('use');
});
afterAll(() => stranger.remove());

const packed = (): string[] =>
  fs
    .readdirSync(stranger.package, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(stranger.package, path.join(entry.parentPath, entry.name)));

describe('S8 the package', () => {
  it('holds both halves, the types of the server, the command, the documents and the changelog, and nothing else', () => {
    const files = packed();
    for (const file of [
      ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'bin/strapi-plugin-rewards.js'],
      ...['dist/server/index.js', 'dist/server/index.d.ts', 'dist/admin/index.js', 'dist/admin/index.mjs'],
      ...['docs/guide.md', 'docs/operations.md', 'docs/upgrade.md', 'docs/uninstall.md', 'docs/images/ledger.png'],
    ]) {
      expect(files).toContain(file);
    }
    const top = new Set(files.map((file) => file.split('/')[0]));
    const known = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'bin', 'dist', 'docs'];
    expect([...top].sort()).toEqual(known.sort());
    expect(files.filter((file) => /\.(ts|tsx|test\..*|map)$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    expect(files.filter((file) => file.startsWith('dist/') && /\/(test|bench)\//.test(file))).toEqual([]);
  });

  it('names the repository, and everything that the README leads to is there for whoever reads it at npm', () => {
    const { repository, homepage } = JSON.parse(
      fs.readFileSync(path.join(stranger.package, 'package.json'), 'utf8'),
    ) as { repository: { url: string }; homepage: string };
    const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
    expect(homepage.startsWith(address)).toBe(true);
    const readme = fs.readFileSync(path.join(stranger.package, 'README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
    const ours = links.filter((link) => link.startsWith(address));
    const missing = ours
      .map((link) =>
        link
          .slice(address.length)
          .replace(/^\/(blob|raw)\/main\//, '')
          .replace(/#.*$/, ''),
      )
      .filter((file) => !fs.existsSync(path.join(stranger.package, file)));
    expect(missing).toEqual([]);
  });

  it('has nothing that publint finds fault with, and its types are found in every way of resolving', async () => {
    const { stdout, stderr } = await stranger.node(path.join(__dirname, 'lint.mjs'), [
      stranger.package,
      stranger.tarball,
    ]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ publint: [], types: { kind: 'included' }, problems: [] });
  });
});

describe('S8 in a stranger’s project', () => {
  it('does what the README says, by the copy that the project imports', () => {
    expect(told.readme.different).toEqual([]);
    expect(told.readme.compared).toBeGreaterThanOrEqual(10);
    expect(told.isOfOneCopy).toBe(true);
    expect(told.http.page).toBe(401);
  });

  it.each([
    ['controller', 404, 'MEMBER_NOT_FOUND', 'member: there is no member "nobody".'],
    ['hook', 409, 'INSUFFICIENT_FUNDS', 'Not enough credits: 0.00 available, 1.00 requested.'],
    ['middleware', 404, 'UNKNOWN_CURRENCY', 'currency: there is no currency "doubloons".'],
    ['editorByHook', 409, 'INSUFFICIENT_FUNDS', 'Not enough credits: 0.00 available, 1.00 requested.'],
    ['editorByMiddleware', 404, 'UNKNOWN_CURRENCY', 'currency: there is no currency "doubloons".'],
  ] as const)(
    'answers a refusal that leaves a host’s %s with its status and its sentence',
    (place, status, code, message) => {
      const refused = told.http.refusals[place];
      expect(refused.status).toBe(status);
      expect(refused.body.error).toMatchObject({ name: 'RewardsError', message, details: { code } });
    },
  );

  it('compiles every example as it stands, services without a cast, beside the types that Strapi generates', async () => {
    const folder = path.join(stranger.folder, 'src/examples');
    fs.mkdirSync(folder);
    const all = examples();
    expect(all.length).toBeGreaterThanOrEqual(10);
    for (const { file, code } of all) fs.writeFileSync(path.join(folder, file), code);
    expect(fs.existsSync(path.join(stranger.folder, 'types/generated/contentTypes.d.ts'))).toBe(true);
    fs.writeFileSync(path.join(folder, 'refused.ts'), WRONG);

    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = await stranger.node(tsc, ['-p', '.', '--noEmit', '--pretty', 'false']);
    const lines = WRONG.split('\n').flatMap((line, i) => (line.includes('// wrong') ? [i + 1] : []));
    const found = stdout.split('\n').filter((line) => line.includes('error TS'));
    expect(found.filter((line) => !line.startsWith('src/examples/refused.ts'))).toEqual([]);
    expect(found.map((line) => Number(/\((\d+),/.exec(line)?.[1]))).toEqual(lines);
  });
});

/** What the types must not let through; each line with the word is to be complained about. */
const WRONG = `export async function run() {
  const ledger = strapi.plugin('rewards').service('ledger');
  await ledger.grant({ member: 'm', currency: 'credits', amount: 5, idempotencyKey: 'k' }); // wrong
  await ledger.grand({}); // wrong
  await strapi.documents('plugin::rewards.currency').create({ data: { code: 5, name: 'Five' } }); // wrong
  const { total }: { total: number } = await strapi.plugin('rewards').service('earning').importOrders({ orders: [] }); // wrong
  return total;
}
`;

describe('npx strapi-plugin-rewards import', () => {
  const command = () => path.join(stranger.package, 'bin/strapi-plugin-rewards.js');
  const run = (args: readonly string[]) => stranger.node(command(), args, { INIT_CWD: stranger.folder });

  beforeAll(() => {
    fs.writeFileSync(path.join(stranger.folder, 'orders.txt'), syntheticHistory());
    fs.writeFileSync(
      path.join(stranger.folder, 'orders.csv'),
      'customer,ordered_at,amount,order_id\nc-1,2026-01-01,20.00,A-1\nc-1,nonsense,1.00,A-2\n',
    );
  });

  it.each([
    [['--help'], 0, /<command> \[options\]/],
    [['import', '--help'], 0, /--on-error <what>/],
    [[], 1, /<command> \[options\]/],
    [['export'], 1, /There is no command "export"\./],
    [['import'], 1, /--file is missing\./],
    [['import', '--file', 'nothing.csv'], 1, /there is no nothing\.csv\./],
    [['import', '--file', '.'], 1, /\. is no file\./],
    [['import', '--fiel', 'orders.csv'], 1, /--fiel/],
    [['import-events', '--help'], 0, /--system <code>/],
    [['import-events'], 1, /--file is missing\./],
  ])('says what it takes, without a Strapi: %j', async (args, code, said) => {
    const done = await run(args);
    expect(done.code).toBe(code);
    expect(code === 0 ? done.stdout : done.stdout + done.stderr).toMatch(said);
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });

  it('earns for a file in the project’s own database', async () => {
    const done = await run(['import', '--file', 'orders.txt']);
    expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/granted {9}417[\s\S]*453148\.54 credits/)]);
  });

  it('ends with 2 where lines were passed over, and with 1 where it cannot begin', async () => {
    const skipped = await run(['import', '--file', 'orders.csv']);
    expect([skipped.code, skipped.stdout]).toEqual([
      2,
      expect.stringMatching(/granted {9}1\n[\s\S]*line 3: INVALID_INPUT/),
    ]);
    const unknown = await run(['import', '--file', 'orders.csv', '--currency', 'doubloons']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^UNKNOWN_CURRENCY: .*\n$/m)]);
  });

  it('records affiliate events likewise, and tells what is wrong with them', async () => {
    const file = path.join(stranger.folder, 'events.jsonl');
    fs.writeFileSync(file, '{"externalId":"e1","type":"deposit","system":"nowhere"}\nnonsense\n');
    const skipped = await run(['import-events', '--file', 'events.jsonl']);
    expect([skipped.code, skipped.stdout]).toEqual([
      2,
      expect.stringMatching(/recorded {8}0\n[\s\S]*line 1: SYSTEM_NOT_FOUND[\s\S]*line 2: INVALID_INPUT/),
    ]);
    const unknown = await run(['import-events', '--file', 'events.jsonl', '--system', 'nowhere']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^SYSTEM_NOT_FOUND: .*\n$/m)]);
  });
});
