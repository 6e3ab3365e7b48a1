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

/**
 * Scratch databases are for processes that end in the middle, never for a machine that does: they may wait for no disk.
 * Where the system keeps files in memory, SQLite's stand there.
 */
const IN_MEMORY = '/dev/shm';
const ROOM_NEEDED = 2 * 1024 ** 3;
const FILES = hasRoom(IN_MEMORY) ? IN_MEMORY : os.tmpdir();

function hasRoom(folder: string): boolean {
  if (!fs.existsSync(folder)) return false;
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize >= ROOM_NEEDED;
}

let counter = 0;

function nextName(): string {
  counter += 1;
  return `rewards_test_${String(hostProcess.pid)}_${Date.now().toString(36)}_${String(counter)}`;
}

function onFile(filename: string): ScratchDatabase {
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
      fs.rmSync(path.dirname(filename), { recursive: true, force: true });
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
  await withMysql((query) => query(statement));
}

type MysqlQuery = (statements: string) => Promise<readonly Readonly<Record<string, string>>[]>;

/** Runs work on a connection of its own, which takes several statements in one. */
export async function withMysql<T>(work: (query: MysqlQuery) => Promise<T>): Promise<T> {
  const { createConnection } = hostRequire('mysql2/promise') as typeof import('mysql2/promise');
  const connection = await createConnection({ uri: serverUrl('mysql').href, multipleStatements: true });
  try {
    return await work(async (statements) => (await connection.query(statements))[0] as Record<string, string>[]);
  } finally {
    await connection.end();
  }
}

function onServer(engine: 'postgres' | 'mysql', name: string): ScratchDatabase {
  const url = serverUrl(engine);
  url.pathname = `/${name}`;
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

/** A scratch database that another process has made. */
export const scratchDatabaseOn = (engine: Engine, name: string): ScratchDatabase =>
  engine === 'sqlite' ? onFile(name) : onServer(engine, name);

/** @param template PostgreSQL's own unless given; the others know no such thing */
export async function createScratchDatabase(engine: Engine, template = 'template1'): Promise<ScratchDatabase> {
  if (engine === 'sqlite') return onFile(path.join(fs.mkdtempSync(path.join(FILES, 'rewards-test-')), 'data.db'));
  const name = nextName();
  if (engine === 'postgres') {
    await onPostgres(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await onPostgres(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  } else await onMysql(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return onServer(engine, name);
}

/** A knex of Strapi's own copy, outside jest's registry. The caller destroys it before the database is dropped. */
export function openKnex(database: ScratchDatabase): Knex {
  const { knex } = hostRequire('knex') as typeof import('knex');
  return knex(database.knexConfig);
}
