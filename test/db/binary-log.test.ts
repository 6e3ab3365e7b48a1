/** A MariaDB with the binary log, and an ordinary user: what a project gets from many who host databases. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import type { Connection } from 'mysql2/promise';

import type { ScratchDatabase } from '../support/database';
import { hostRequire } from '../support/host';
import { startStrapi } from '../support/strapi';
import { until } from '../support/tasks';

const FILES = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db'];
const missing = FILES.filter((file) => !fs.existsSync(file));
if (missing.length === 0) describe('a MariaDB with the binary log and an ordinary user', onMariadb);
// `scripts/test.mjs` says so and counts it as not run.
else it(`has no ${missing.join(' and no ')} to be tried with`, () => expect(missing).not.toEqual([]));

function onMariadb(): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rewards-binlog-'));
  let server: ChildProcess;
  let port = 0;
  let root: Connection;

  const connect = (user: string) => {
    const { createConnection } = hostRequire('mysql2/promise') as typeof import('mysql2/promise');
    return createConnection({ host: '127.0.0.1', port, user, password: user === 'root' ? '' : 'secret' });
  };

  beforeAll(async () => {
    port = await freePort();
    const owner = `--user=${os.userInfo().username}`;
    const data = `--datadir=${folder}/data`;
    const install = ['--no-defaults', owner, data, '--auth-root-authentication-method=normal'];
    execFileSync('/usr/bin/mariadb-install-db', install, { stdio: 'ignore' });
    const options = [`--socket=${folder}/socket`, `--port=${String(port)}`, '--bind-address=127.0.0.1'];
    const log = ['--log-bin=binlog', '--server-id=1', '--skip-name-resolve'];
    server = spawn('/usr/sbin/mariadbd', ['--no-defaults', owner, data, ...options, ...log], { stdio: 'ignore' });
    await until(
      () =>
        connect('root').then(
          (one) => one.end().then(() => true),
          () => false,
        ),
      'the server answered',
      {
        patience: 60_000,
        every: 250,
      },
    );
    root = await connect('root');
    await root.query("CREATE USER 'ordinary'@'127.0.0.1' IDENTIFIED BY 'secret'");
  });

  afterAll(async () => {
    await root.end();
    const gone = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGTERM');
    await gone;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function databaseFor(name: string): Promise<ScratchDatabase> {
    await root.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await root.query(`GRANT ALL ON ${name}.* TO 'ordinary'@'127.0.0.1'`);
    const url = `mysql://ordinary:secret@127.0.0.1:${String(port)}/${name}`;
    return {
      engine: 'mysql',
      name,
      env: { DATABASE_CLIENT: 'mysql', DATABASE_URL: url, DATABASE_FILENAME: '' },
      knexConfig: { client: 'mysql2', connection: url },
      drop: () => Promise.resolve(),
    };
  }

  const trust = (value: 0 | 1) => root.query(`SET GLOBAL log_bin_trust_function_creators = ${String(value)}`);

  it('ends the start with the remedy in one sentence, and goes on once it was followed, now and later', async () => {
    const database = await databaseFor('rewards');
    const start = () => startStrapi({ engine: 'mysql', database });
    await expect(start()).rejects.toThrow(
      /^Rewards: .*append-only: set log_bin_trust_function_creators = 1 .* or start Strapi once with a user who has SUPER, then start again\.$/,
    );

    await trust(1);
    await (await start()).stop();
    await trust(0);
    // The triggers are there: nothing needs to be made.
    const app = await start();
    try {
      const [triggers] = await root.query("SELECT 1 FROM information_schema.triggers WHERE trigger_schema = 'rewards'");
      expect(triggers).toHaveLength(29);
      // Those of an earlier version guard on, where they may not be renewed.
      await root.query('DROP TRIGGER rewards.rewards_accounts_no_delete');
      await root.query(
        "CREATE DEFINER = 'ordinary'@'127.0.0.1' TRIGGER rewards.rewards_accounts_no_delete BEFORE DELETE ON rewards.rewards_accounts FOR EACH ROW SIGNAL SQLSTATE '45000'",
      );
    } finally {
      await app.stop();
    }
    await (await start()).stop();
    const [triggers] = await root.query("SELECT 1 FROM information_schema.triggers WHERE trigger_schema = 'rewards'");
    expect(triggers).toHaveLength(29);
  }, 300_000);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
