/**
 * Scratch databases. Every one is new and empty, belongs to the test that made it, and is dropped by it; the name carries
 * the process, so that workers never meet.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { Knex } from 'knex';

import { type Engine, serverUrl } from './engines';
import { hostProcess, hostRequire } from './host';

export interface ScratchDatabase {
  engine: Engine;
  /** The database's name, or the file on SQLite. */
  name: string;
  /** What the playground's `config/database` reads: for a boot here, or for a child process. */
  env: Record<string, string>;
  /** For a knex of one's own beside Strapi's. */
  knexConfig: Knex.Config;
  drop(): Promise<void>;
}

let counter = 0;

function nextName(): string {
  counter += 1;
  return `rewards_test_${String(hostProcess.pid)}_${Date.now().toString(36)}_${String(counter)}`;
}

function sqlite(): ScratchDatabase {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rewards-test-'));
  const filename = path.join(folder, 'data.db');
  return {
    engine: 'sqlite',
    name: filename,
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename, DATABASE_URL: '' },
    knexConfig: {
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        afterCreate(
          connection: { pragma(statement: string): unknown },
          done: (error: Error | null, connection: unknown) => void,
        ) {
          connection.pragma('journal_mode = WAL');
          connection.pragma('synchronous = NORMAL');
          done(null, connection);
        },
      },
    },
    drop() {
      fs.rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

async function onPostgres(statement: string): Promise<void> {
  const { Client } = hostRequire('pg') as typeof import('pg');
  const client = new Client({ connectionString: serverUrl('postgres').href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function onMysql(statement: string): Promise<void> {
  const { createConnection } = hostRequire('mysql2/promise') as typeof import('mysql2/promise');
  const connection = await createConnection({ uri: serverUrl('mysql').href });
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

async function onServer(engine: 'postgres' | 'mysql'): Promise<ScratchDatabase> {
  const name = nextName();
  const url = serverUrl(engine);
  url.pathname = `/${name}`;
  if (engine === 'postgres') await onPostgres(`CREATE DATABASE ${name}`);
  else await onMysql(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return {
    engine,
    name,
    env: { DATABASE_CLIENT: engine, DATABASE_URL: url.href, DATABASE_FILENAME: '' },
    knexConfig:
      engine === 'postgres'
        ? { client: 'pg', connection: { connectionString: url.href }, pool: { min: 0, max: 10 } }
        : { client: 'mysql2', connection: url.href, pool: { min: 0, max: 10 } },
    drop: () =>
      // FORCE throws out whoever a failed test left connected.
      engine === 'postgres'
        ? onPostgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
        : onMysql(`DROP DATABASE IF EXISTS ${name}`),
  };
}

export function createScratchDatabase(engine: Engine): Promise<ScratchDatabase> {
  return engine === 'sqlite' ? Promise.resolve(sqlite()) : onServer(engine);
}

/** A knex of Strapi's own copy, outside jest's registry. The caller destroys it before the database is dropped. */
export function openKnex(database: ScratchDatabase): Knex {
  const { knex } = hostRequire('knex') as typeof import('knex');
  return knex(database.knexConfig);
}
