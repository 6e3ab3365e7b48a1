/**
 * S8 with a network: a project as `create-strapi` makes it, the tarball installed by npm, built with its admin panel, started on every
 * engine, and the plugin taken out again. Under `npm run test:deep` alone (jest.config.mjs).
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createScratchDatabase, type ScratchDatabase } from '../support/database';
import { type Engine, enginesOfThisRun, serverUrl } from '../support/engines';
import { hostProcess } from '../support/host';
import { deleteAsDocumented } from './documented-deletion';
import { examples } from './examples';
import { compileProject, finish, pack, probeIn, ROOT, TEMPLATE } from './stranger';

const LANGUAGES = ['typescript', 'javascript'] as const;
const MINUTES = 60_000;

interface Used {
  readonly readme: { readonly different: readonly unknown[] };
  readonly isOfOneCopy: boolean;
  readonly http: { readonly panel: { readonly status: number; readonly isPage: boolean }; readonly page: number };
}

interface LeftOver {
  readonly isEnabled: boolean;
  readonly tables: readonly string[];
  readonly entries: number | null;
}

const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** What the configuration of a new project reads. */
function databaseOf(engine: Engine, { name }: ScratchDatabase): Record<string, string> {
  if (engine === 'sqlite') return { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: '.tmp/data.db' };
  const { hostname, port, username, password } = serverUrl(engine);
  return {
    DATABASE_CLIENT: engine,
    DATABASE_HOST: hostname,
    DATABASE_PORT: port,
    DATABASE_NAME: name,
    DATABASE_USERNAME: decodeURIComponent(username),
    DATABASE_PASSWORD: decodeURIComponent(password),
  };
}

describe.each(LANGUAGES)('S8 a fresh project in %s', (language) => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'rewards-fresh-'));
  const folder = path.join(home, 'app');
  const isTyped = language === 'typescript';

  async function run(command: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await finish(command, args, {
      cwd: fs.existsSync(folder) ? folder : home,
      env: { ...hostProcess.env, STRAPI_TELEMETRY_DISABLED: 'true' },
    });
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stdout}${stderr}`);
    return stdout;
  }
  const install = (...packages: string[]) => run('npm', 'install', '--no-audit', '--no-fund', ...packages);

  beforeAll(async () => {
    await run(
      'npx',
      ...['--yes', `create-strapi@${devDependencies['@strapi/strapi'] ?? ''}`, 'app', `--${language}`],
      ...['--non-interactive', '--skip-cloud', '--use-npm', '--no-git-init', '--no-example', '--dbclient', 'sqlite'],
      ...['--no-install', '--no-run'],
    );
    fs.mkdirSync(path.join(folder, '.tmp'), { recursive: true });
    const tarball = await pack(home);
    // In one go, as from a manifest without a lock file: this is how npm would bring second copies of what Strapi has.
    await install(tarball, `pg@${devDependencies.pg ?? ''}`, `mysql2@${devDependencies.mysql2 ?? ''}`);
    if (isTyped) {
      for (const part of ['src', 'config/plugins.ts']) {
        fs.cpSync(path.join(TEMPLATE, part), path.join(folder, part), { recursive: true });
      }
    } else await compileProject(folder, ['src', 'config/plugins.ts']);
  }, 20 * MINUTES);
  afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

  it(
    'has one copy of what Strapi brings, and builds its admin panel',
    async () => {
      for (const name of ['@strapi/utils', 'react-intl', '@strapi/design-system', 'knex']) {
        const copies = await run('find', 'node_modules', '-path', `node_modules/*/node_modules/${name}/package.json`);
        expect([name, copies]).toEqual([name, '']);
      }
      await run('npm', 'run', 'build');
    },
    20 * MINUTES,
  );

  if (isTyped) {
    it(
      'generates types beside which every example compiles',
      async () => {
        await run('npx', 'strapi', 'ts:generate-types');
        fs.mkdirSync(path.join(folder, 'src/examples'));
        for (const { file, code } of examples()) fs.writeFileSync(path.join(folder, 'src/examples', file), code);
        expect(await run('npx', 'tsc', '--noEmit', '-p', '.')).toBe('');
        fs.rmSync(path.join(folder, 'src/examples'), { recursive: true });
      },
      10 * MINUTES,
    );
  }

  it.each(enginesOfThisRun())(
    'on %s: posts, stays when it is disabled, and goes when it is deleted as the page says',
    async (engine) => {
      const database = await createScratchDatabase(engine);
      const env = databaseOf(engine, database);
      const probe = <T>(what: string, more = {}) => probeIn<T>(folder, what, { ...env, ...more });
      try {
        const used = await probe<Used>('use');
        expect(used).toMatchObject({ readme: { different: [] }, isOfOneCopy: true });
        expect(used.http).toMatchObject({ panel: { status: 200, isPage: true }, page: 401 });

        const kept = await probe<LeftOver>('leftover', { REWARDS_ENABLED: 'false' });
        expect(kept).toMatchObject({ isEnabled: false, entries: 5 });
        await deleteAsDocumented(engine, env, folder);
        const gone = await probe<LeftOver>('leftover', { REWARDS_ENABLED: 'false' });
        expect(gone).toEqual({ isEnabled: false, tables: [], entries: null });
        expect(await probe<Used>('use')).toMatchObject({ readme: { different: [] } });
      } finally {
        await database.drop();
      }
    },
    20 * MINUTES,
  );

  it(
    'starts without the package',
    async () => {
      await run('npm', 'uninstall', 'strapi-plugin-rewards');
      fs.rmSync(path.join(folder, `config/plugins.${isTyped ? 'ts' : 'js'}`));
      fs.rmSync(path.join(folder, isTyped ? 'dist' : 'src/api/article'), { recursive: true });
      if (isTyped) fs.rmSync(path.join(folder, 'src/api/article'), { recursive: true });
      fs.writeFileSync(path.join(folder, `src/index.${isTyped ? 'ts' : 'js'}`), isTyped ? 'export default {};\n' : '');
      await run('npm', 'run', 'build');
      const env = { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: '.tmp/data.db', JWT_SECRET: 'a-secret-of-a-test' };
      const kept = await probeIn<LeftOver>(folder, 'leftover', env);
      expect(kept).toMatchObject({ isEnabled: false, entries: enginesOfThisRun().includes('sqlite') ? 5 : null });
      expect(fs.existsSync(path.join(folder, 'node_modules/strapi-plugin-rewards'))).toBe(false);
    },
    20 * MINUTES,
  );
});
