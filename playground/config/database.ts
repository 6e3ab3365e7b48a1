import path from 'node:path';

import type { Core } from '@strapi/strapi';

/** The part of a better-sqlite3 connection that is used here. */
interface SqliteConnection {
  pragma(statement: string): unknown;
}

const config = ({ env }: Core.Config.Shared.ConfigParams) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  const pool = { min: env.int('DATABASE_POOL_MIN', 0), max: env.int('DATABASE_POOL_MAX', 10) };

  if (client === 'postgres') {
    return { connection: { client, connection: { connectionString: env('DATABASE_URL') }, pool } };
  }

  if (client === 'mysql') {
    const url = new URL(env('DATABASE_URL') ?? '');
    return {
      connection: {
        client,
        connection: {
          host: url.hostname,
          port: Number(url.port || 3306),
          user: decodeURIComponent(url.username),
          password: decodeURIComponent(url.password),
          database: url.pathname.slice(1),
          charset: 'utf8mb4',
        },
        pool,
      },
    };
  }

  // Relative to the application's folder: this file runs from dist/config.
  const filename = path.resolve(__dirname, '..', '..', env('DATABASE_FILENAME', '.tmp/data.db'));
  return {
    connection: {
      client: 'sqlite',
      connection: { filename },
      useNullAsDefault: true,
      pool: {
        // The write-ahead log lets readers go on during a write, and makes a commit several times cheaper. NORMAL
        // keeps every commit through the death of the process; only a power cut can lose the last ones.
        afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
          connection.pragma('journal_mode = WAL');
          connection.pragma('synchronous = NORMAL');
          done(null, connection);
        },
      },
    },
  };
};

export default config;
