/**
 * Which database engines a test run uses. SQLite is always there; a server counts when REWARDS_TEST_POSTGRES_URL or
 * REWARDS_TEST_MYSQL_URL names it, or when one on this machine lets the usual local user in.
 */
const LOCAL = {
  postgres: {
    name: 'PostgreSQL',
    variable: 'REWARDS_TEST_POSTGRES_URL',
    url: 'postgres://postgres@127.0.0.1:5432/postgres',
  },
  mysql: { name: 'MariaDB/MySQL', variable: 'REWARDS_TEST_MYSQL_URL', url: 'mysql://root@127.0.0.1:3306/' },
};
const TIMEOUT = 3000;

async function versionOf(engine, url) {
  if (engine === 'postgres') {
    const { Client } = require('pg');
    const client = new Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT });
    await client.connect();
    const { rows } = await client.query("SELECT 'PostgreSQL ' || current_setting('server_version') AS version");
    await client.end();
    return rows[0].version;
  }
  const connection = await require('mysql2/promise').createConnection({ uri: url, connectTimeout: TIMEOUT });
  const [rows] = await connection.query('SELECT version() AS version');
  await connection.end();
  return /maria/i.test(rows[0].version) ? `MariaDB ${rows[0].version}` : `MySQL ${rows[0].version}`;
}

/** One row an engine: `{ engine, url, version }` when it can be used, `{ engine, reason }` when not. */
async function detectEngines(env = process.env) {
  const found = [
    { engine: 'sqlite', version: `SQLite (better-sqlite3 ${require('better-sqlite3/package.json').version})` },
  ];
  for (const [engine, { name, variable, url: local }] of Object.entries(LOCAL)) {
    const url = env[variable] || local;
    try {
      found.push({ engine, url, variable, version: await versionOf(engine, url) });
    } catch (error) {
      const where = env[variable] ? `the server named by ${variable}` : 'a server on 127.0.0.1';
      found.push({ engine, variable, reason: `${name}: ${where} does not answer (${error.code || error.message})` });
    }
  }
  return found;
}

/** Puts what was found where `test/support/engines.ts` reads it; REWARDS_TEST_ENGINES set by hand narrows it down. */
function publishEngines(found, env = process.env) {
  const asked = env.REWARDS_TEST_ENGINES?.split(',').map((name) => name.trim());
  const usable = found.filter(({ engine, version }) => version && (!asked || asked.includes(engine)));
  env.REWARDS_TEST_ENGINES = usable.map(({ engine }) => engine).join(',');
  for (const { url, variable } of usable) if (url) env[variable] = url;
  return usable;
}

module.exports = { detectEngines, publishEngines };
