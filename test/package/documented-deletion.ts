/** Deletes the plugin's data by the statements of docs/uninstall.md, as they stand there. */
import fs from 'node:fs';
import path from 'node:path';

import type { Engine } from '../support/engines';
import { hostRequire } from '../support/host';
import { ROOT } from './stranger';

const HEADINGS: Record<Engine, string> = { postgres: 'PostgreSQL:', mysql: 'MySQL and MariaDB:', sqlite: 'SQLite, ' };

function statementsFor(engine: Engine): string {
  const page = fs.readFileSync(path.join(ROOT, 'docs/uninstall.md'), 'utf8');
  const from = page.indexOf(`\n${HEADINGS[engine]}`);
  const [, statements] = /```sql\n([\s\S]*?)```/.exec(page.slice(from)) ?? [];
  if (from < 0 || statements === undefined) throw new Error(`docs/uninstall.md says nothing of ${engine}.`);
  return statements;
}

/** @param env what the project's configuration reads of the database */
export async function deleteAsDocumented(engine: Engine, env: Record<string, string>, folder: string): Promise<void> {
  const statements = statementsFor(engine);
  const connection = {
    host: env.DATABASE_HOST,
    port: Number(env.DATABASE_PORT),
    user: env.DATABASE_USERNAME,
    password: env.DATABASE_PASSWORD,
    database: env.DATABASE_NAME,
  };
  if (engine === 'postgres') {
    const { Client } = hostRequire('pg') as typeof import('pg');
    const client = new Client(connection);
    await client.connect();
    await client.query(statements).finally(() => client.end());
    return;
  }
  if (engine === 'mysql') {
    const { createConnection } = hostRequire('mysql2/promise') as typeof import('mysql2/promise');
    const client = await createConnection({ ...connection, multipleStatements: true });
    await client.query(statements).finally(() => client.end());
    return;
  }
  deleteOnSqlite(path.join(folder, env.DATABASE_FILENAME ?? ''), statements);
}

/** What the shell does between `.once` and `.read`: runs the statements that the query writes. */
function deleteOnSqlite(file: string, statements: string): void {
  const Database = hostRequire('better-sqlite3') as new (file: string) => {
    exec(sql: string): void;
    prepare(sql: string): { pluck(): { all(): string[] } };
    close(): void;
  };
  const database = new Database(file);
  try {
    for (const line of statements.split('\n').filter((one) => one !== '' && !one.startsWith('.'))) {
      if (line.startsWith('SELECT ')) for (const drop of database.prepare(line).pluck().all()) database.exec(drop);
      else database.exec(line);
    }
  } finally {
    database.close();
  }
}
