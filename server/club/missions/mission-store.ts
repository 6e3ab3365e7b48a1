import type { Knex } from 'knex';
import type { MissionDefinition, MissionState } from '../../contract';
import {
  countRows,
  type Db,
  dialectOf,
  lockFound,
  type Milliseconds,
  numbered,
  present,
  presently,
  readInteger,
  writeRows,
} from '../../kernel';
import type { Row } from '../../kernel/table';
import { CLUB_TABLES, missionActTable, missionVersionTable } from '../schema';

/** A mission as it stands now. */
export interface Mission {
  /** Its documentId. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly state: MissionState;
  readonly definition: MissionDefinition;
}

export type VersionRow = Row<typeof missionVersionTable>;
export type MissionActRow = Row<typeof missionActTable>;

const COLUMNS = ['document_id as id', 'code', 'name', 'description', 'state', 'definition'];

function readMission(row: Record<string, unknown>): Mission {
  const { definition, ...mission } = row as unknown as Mission & { definition: unknown };
  // PostgreSQL reads JSON for us.
  return { ...mission, definition: (typeof definition === 'string' ? JSON.parse(definition) : definition) as never };
}

/**
 * Every mission, in the order of their codes.
 *
 * @param isPresent shows what is committed now, also in a transaction whose snapshot is older (MySQL)
 */
export async function readMissions(db: Db, isPresent = false): Promise<Mission[]> {
  const query = db(CLUB_TABLES.missions).select(COLUMNS).orderBy('code');
  const rows = (await (isPresent ? presently(db, query) : query)) as Record<string, unknown>[];
  return rows.map(readMission);
}

/** A mission by its code, locked until the transaction ends: one change of it at a time. */
export async function lockMission(trx: Knex.Transaction, code: string): Promise<Mission | undefined> {
  const query = trx(CLUB_TABLES.missions).select(COLUMNS).where({ code });
  const rows = await lockFound(trx, dialectOf(trx), query, { strength: 'change', skipLocked: false });
  return rows.map(readMission)[0];
}

/** Writes a new mission down. Where somebody else was faster with its code, the transaction is tried again. */
export async function insertMission(trx: Knex.Transaction, mission: Mission, now: Milliseconds): Promise<void> {
  const at = new Date(now);
  await trx(CLUB_TABLES.missions).insert({
    ...columnsOf(mission),
    document_id: mission.id,
    created_at: at,
    updated_at: at,
    published_at: at,
  });
}

export async function updateMission(trx: Knex.Transaction, mission: Mission, now: Milliseconds): Promise<void> {
  const row = { ...columnsOf(mission), updated_at: new Date(now) };
  await trx(CLUB_TABLES.missions).where('document_id', mission.id).update(row);
}

const columnsOf = ({ code, name, description, state, definition }: Mission) => ({
  ...{ code, name, description, state, definition: JSON.stringify(definition) },
});

/** The newest version of each mission, by its documentId. */
export async function readNewestNumbers(db: Db): Promise<Map<string, number>> {
  const query = db(missionVersionTable.name).select('mission').max('number as number').groupBy('mission');
  const rows = (await query) as { readonly mission: string; readonly number: unknown }[];
  return new Map(rows.map(({ mission, number }) => [mission, readInteger(number)]));
}

/** The newest version of a mission; undefined before it was first activated. */
export async function newestVersion(db: Db, mission: string): Promise<VersionRow | undefined> {
  const query = db(missionVersionTable.name).select(missionVersionTable.columns).where({ mission });
  return missionVersionTable.read(await query.orderBy('number', 'desc').limit(1))[0];
}

/** Writes a version down. @returns the row that it became */
export async function insertVersion(trx: Knex.Transaction, version: Omit<VersionRow, 'id'>): Promise<VersionRow> {
  await writeRows(trx, dialectOf(trx), [numbered(missionVersionTable.inserted([{ ...version, id: 0 }]))]);
  return present(await newestVersion(trx, version.mission), 'the version that was written');
}

/** Versions of some missions. */
export async function readVersions(db: Db, missions: readonly string[]): Promise<VersionRow[]> {
  const query = db(missionVersionTable.name).select(missionVersionTable.columns).whereIn('mission', missions);
  return missionVersionTable.read(await query);
}

/** Versions by their rows. */
export async function findVersions(db: Db, ids: readonly number[]): Promise<Map<number, VersionRow>> {
  const query = db(missionVersionTable.name).select(missionVersionTable.columns).whereIn('id', ids);
  return new Map(missionVersionTable.read(await query).map((version) => [version.id, version]));
}

export const insertMissionAct = (trx: Knex.Transaction, act: MissionActRow): Promise<void> =>
  writeRows(trx, dialectOf(trx), [missionActTable.inserted([act])]);

/** What was done with every mission, in its order. */
export async function readMissionActs(db: Db): Promise<MissionActRow[]> {
  return missionActTable.read(await db(missionActTable.name).select(missionActTable.columns).orderBy('id'));
}

/** How much was done with missions: by it is told whether anything was since. */
export const countMissionActs = (db: Db): Promise<number> => countRows(db(missionActTable.name));
