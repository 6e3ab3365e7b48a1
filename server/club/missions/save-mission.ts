import type { Knex } from 'knex';
import { z } from 'zod';
import {
  CLUB_LIMITS,
  type Actor,
  type MissionActInput,
  type MissionDto,
  type MissionInput,
  MISSION_ACTS,
  type MissionState,
} from '../../contract';
import {
  type Clock,
  type Db,
  type IdSource,
  type Milliseconds,
  parsePositiveAmount,
  refusalOr,
  RewardsError,
} from '../../kernel';
import { parseInput } from '../../kernel/http';
import { actorField, instantInputField, nameField } from '../../kernel/query';
import { hasBadge } from '../../members';
import { findPools } from '../pools/pool-store';
import { isFact } from '../decide/facts';
import { type Condition, factsIn } from '../../kernel/conditions';
import { codeField, readDefinition, type ReadDefinition } from './definition';
import {
  insertMission,
  insertMissionAct,
  insertVersion,
  lockMission,
  type Mission,
  newestVersion,
  readMissions,
  readNewestNumbers,
  updateMission,
  type VersionRow,
} from './mission-store';

export interface MissionDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  newDocumentId(): string;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Decimals of a currency; undefined: there is none of that code. */
  scaleOf(currency: string): Promise<number | undefined>;
}

const fields = z.strictObject({
  code: nameField(CLUB_LIMITS.code),
  name: nameField(CLUB_LIMITS.name),
  description: z
    .string('must be text.')
    .max(CLUB_LIMITS.description, `must have at most ${CLUB_LIMITS.description} characters.`)
    .optional(),
  definition: z.looseObject({}, 'must be an object.'),
  actor: actorField.optional(),
});

const newCode = z.strictObject({ code: codeField(CLUB_LIMITS.code) });

/** Whether a mission has to be there already, or must not be. */
export type Expected = 'there' | 'new' | 'either';

/**
 * E9. Sets a mission up or changes it: see `ClubService.saveMission`.
 *
 * @throws MISSION_NOT_FOUND, MISSION_EXISTS where it is not as expected
 */
export async function saveMission(
  deps: MissionDependencies,
  input: MissionInput,
  expected: Expected = 'either',
): Promise<MissionDto> {
  const { code, name, description = null, actor = null } = parseInput(fields, input);
  const { definition } = input;
  const says = readDefinition(definition);
  return deps.inTransaction(async (trx) => {
    const before = await lockMission(trx, code);
    if (!before && expected === 'there') throw new RewardsError('MISSION_NOT_FOUND', { mission: code });
    if (before && expected === 'new') throw new RewardsError('MISSION_EXISTS', { field: 'code', mission: code });
    if (!before) parseInput(newCode, { code });
    await requireNamed(deps, trx, says);
    if (before) return change(deps, trx, { ...before, name, description, definition }, actor);
    const mission: Mission = { id: deps.newDocumentId(), code, name, description, state: 'draft', definition };
    await insertMission(trx, mission, deps.clock.now());
    return toMissionDto(mission, null);
  });
}

async function change(
  deps: MissionDependencies,
  trx: Knex.Transaction,
  mission: Mission,
  actor: Actor | null,
): Promise<MissionDto> {
  if (mission.state === 'ended') throw new RewardsError('MISSION_ENDED', { mission: mission.code });
  const now = deps.clock.now();
  await updateMission(trx, mission, now);
  if (mission.state === 'draft') return toMissionDto(mission, null);
  const version = await newVersion(trx, mission, { actor, now });
  await insertMissionAct(trx, {
    ...{ id: deps.newId(now), mission: mission.id, act: 'save', state: mission.state, version: version.id },
    ...{ from: now, actor, at: now },
  });
  return toMissionDto(mission, version.number);
}

const newVersion = async (
  trx: Knex.Transaction,
  { id, name, definition }: Mission,
  { actor, now }: { readonly actor: Actor | null; readonly now: Milliseconds },
): Promise<VersionRow> => {
  const number = ((await newestVersion(trx, id))?.number ?? 0) + 1;
  return insertVersion(trx, { mission: id, number, name, definition, actor, createdAt: now });
};

const actFields = z.strictObject({
  code: nameField(CLUB_LIMITS.code),
  act: z.enum(MISSION_ACTS, `must be ${MISSION_ACTS.join(', ')}.`),
  at: instantInputField.optional(),
  actor: actorField.optional(),
});

const STATE_AFTER: Readonly<Record<(typeof MISSION_ACTS)[number], MissionState>> = {
  ...{ activate: 'active', pause: 'paused', end: 'ended' },
};

/** E9. Activates, pauses or ends a mission: see `ClubService.changeMission`. */
export async function changeMission(deps: MissionDependencies, input: MissionActInput): Promise<MissionDto> {
  const { code, act, at, actor = null } = parseInput(actFields, input);
  const now = deps.clock.now();
  if (at !== undefined && at > now) throw new RewardsError('IN_THE_FUTURE', { field: 'at' });
  return deps.inTransaction(async (trx) => {
    const before = await lockMission(trx, code);
    if (!before) throw new RewardsError('MISSION_NOT_FOUND', { mission: code });
    if (before.state === 'ended') throw new RewardsError('MISSION_ENDED', { mission: code });
    const state = STATE_AFTER[act];
    const newest = await newestVersion(trx, before.id);
    if (state === before.state) return toMissionDto(before, newest?.number ?? null);
    if (act === 'activate') await requireRoom(trx);
    const version = newest ?? (act === 'activate' ? await newVersion(trx, before, { actor, now }) : undefined);
    await updateMission(trx, { ...before, state }, now);
    await insertMissionAct(trx, {
      ...{ id: deps.newId(now), mission: before.id, act, state, version: version?.id ?? null },
      ...{ from: at ?? now, actor, at: now },
    });
    return toMissionDto({ ...before, state }, version?.number ?? null);
  });
}

async function requireRoom(trx: Knex.Transaction): Promise<void> {
  const active = (await readMissions(trx, true)).filter(({ state }) => state === 'active').length;
  if (active < CLUB_LIMITS.activeMissions) return;
  throw new RewardsError('TOO_MANY', { field: 'missions', limit: String(CLUB_LIMITS.activeMissions) });
}

/** Every mission, in the order of their codes. */
export async function listMissions(db: Db): Promise<readonly MissionDto[]> {
  const numbers = await readNewestNumbers(db);
  return (await readMissions(db)).map((mission) => toMissionDto(mission, numbers.get(mission.id) ?? null));
}

const toMissionDto = (
  { id, code, name, description, state, definition }: Mission,
  version: number | null,
): MissionDto => ({ id, code, name, description, state, version, definition });

/**
 * E9. That what a mission names is there.
 *
 * @throws INVALID_INPUT, UNKNOWN_CURRENCY, BADGE_NOT_FOUND, POOL_NOT_FOUND
 */
async function requireNamed(deps: MissionDependencies, trx: Knex.Transaction, says: ReadDefinition): Promise<void> {
  const scales = new Map<string, number>();
  const scaleOf = async (currency: string): Promise<number> => {
    const scale = scales.get(currency) ?? (await deps.scaleOf(currency));
    if (scale === undefined) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
    scales.set(currency, scale);
    return scale;
  };
  for (const [place, reward] of says.rewards.entries()) {
    if (reward.kind === 'badge') {
      if (!(await hasBadge(trx, reward.badge))) throw new RewardsError('BADGE_NOT_FOUND', { badge: reward.badge });
      continue;
    }
    const scale = await scaleOf(reward.currency);
    if (reward.kind === 'amount') requireAmount(reward.amount, scale, `definition.rewards.${place}.amount`);
  }
  for (const [place, { amount }] of says.caps.entries()) {
    if (!amount) continue;
    requireAmount(amount.limit, await scaleOf(amount.currency), `definition.caps.${place}.amount.limit`);
    if (
      !scales.has(amount.currency) ||
      !says.rewards.some((one) => one.kind !== 'badge' && one.currency === amount.currency)
    ) {
      refuse(`definition.caps.${place}.amount.currency`, 'no reward is in this currency.');
    }
  }
  requireFacts(says.conditions);
  if (says.pool === null) return;
  const pool = (await findPools(trx, [says.pool])).get(says.pool);
  if (!pool) throw new RewardsError('POOL_NOT_FOUND', { pool: says.pool });
  if (!scales.has(pool.currency)) refuse('definition.pool', `no reward is in ${pool.currency}, which the pool pays.`);
}

function requireAmount(amount: string, scale: number, field: string): void {
  const refusal = refusalOr(() => parsePositiveAmount(amount, scale, field));
  if (refusal instanceof RewardsError)
    throw new RewardsError('INVALID_INPUT', { field, problem: refusal.details.problem ?? refusal.message });
}

function requireFacts(condition: Condition | null): void {
  const unknown = condition && factsIn(condition).find((fact) => !isFact(fact));
  if (unknown) refuse('definition.conditions', `there is no fact "${unknown}".`);
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
