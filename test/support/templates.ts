/**
 * Databases that a first boot has been through. Strapi spends most of a first boot on making its tables, so a run of jest
 * makes them once an engine and copies what that boot has left. A Strapi on a copy boots as one that is started again.
 */
import fs from 'node:fs';
import path from 'node:path';

import { createScratchDatabase, type ScratchDatabase, scratchDatabaseOn, withMysql } from './database';
import type { Engine } from './engines';
import { hostProcess } from './host';

/** Where the processes of a run tell one another what they have made. */
const FOLDER = 'REWARDS_TEST_TEMPLATES';

const recordOf = (folder: string, engine: Engine): string => path.join(folder, engine);

/** From here on the processes that this one starts make templates and use them. */
export function allowTemplates(folder: string): void {
  fs.mkdirSync(folder);
  hostProcess.env[FOLDER] = folder;
}

export async function dropTemplates(): Promise<void> {
  const folder = hostProcess.env[FOLDER];
  if (!folder) return;
  delete hostProcess.env[FOLDER];
  for (const engine of ['sqlite', 'postgres', 'mysql'] as const) {
    const name = readRecord(recordOf(folder, engine));
    if (name !== null) await scratchDatabaseOn(engine, name).drop();
  }
}

function readRecord(record: string): string | null {
  return fs.existsSync(record) ? fs.readFileSync(record, 'utf8') : null;
}

/**
 * A scratch database that a first boot has been through; an empty one outside a run of jest, for the first who asks, and
 * while another process is making the template.
 *
 * @param bootOnce boots a Strapi on a database and shuts it down
 */
export async function createCopy(
  engine: Engine,
  bootOnce: (database: ScratchDatabase) => Promise<void>,
): Promise<ScratchDatabase> {
  const folder = hostProcess.env[FOLDER];
  const template = folder ? await templateIn(folder, engine, bootOnce) : null;
  if (template === null) return createScratchDatabase(engine);
  if (engine === 'postgres') return createScratchDatabase(engine, template);
  const database = await createScratchDatabase(engine);
  if (engine === 'sqlite') fs.copyFileSync(template, database.name);
  else await copyOnMysql(template, database.name);
  return database;
}

async function templateIn(
  folder: string,
  engine: Engine,
  bootOnce: (database: ScratchDatabase) => Promise<void>,
): Promise<string | null> {
  const record = recordOf(folder, engine);
  const made = readRecord(record);
  // Whoever is first in the run may be the only one, and boots once instead of twice; the second makes the template.
  if (made !== null || claim(`${record}.first`) || !claim(`${record}.second`)) return made;
  const template = await createScratchDatabase(engine);
  try {
    await bootOnce(template);
  } catch (error) {
    await template.drop();
    throw error;
  }
  // Nobody reads half a name.
  fs.writeFileSync(`${record}.new`, template.name);
  fs.renameSync(`${record}.new`, record);
  return template.name;
}

/** Whether this process is the first to ask for it. */
function claim(file: string): boolean {
  try {
    fs.writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Neither MySQL nor MariaDB copies a database; here each table is made in one statement, where Strapi takes a dozen. */
function copyOnMysql(from: string, to: string): Promise<unknown> {
  return withMysql(async (query) => {
    const tables = await query(`SHOW FULL TABLES FROM ${from} WHERE Table_type = 'BASE TABLE'`);
    const names = tables.map((row) => Object.values(row)[0]!);
    const made = [];
    for (const name of names) made.push((await query(`SHOW CREATE TABLE ${from}.${name}`))[0]!['Create Table']!);
    const filled = names.map((name) => `INSERT INTO ${name} SELECT * FROM ${from}.${name}`);
    const guarded = [];
    for (const { Trigger: name } of await query(`SHOW TRIGGERS FROM ${from}`)) {
      guarded.push((await query(`SHOW CREATE TRIGGER ${from}.${name!}`))[0]!['SQL Original Statement']!);
    }
    const inOne = [`USE ${to}`, 'SET foreign_key_checks = 0, unique_checks = 0', ...made, 'BEGIN', ...filled, 'COMMIT'];
    return query([...inOne, ...guarded].join(';\n'));
  });
}
