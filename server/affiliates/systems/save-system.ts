import type { Knex } from 'knex';
import type { AffiliateSystemDto, AffiliateSystemInput } from '../../contract';
import { type Clock, type Milliseconds, onCommit, RewardsError } from '../../kernel';
import { ensureState, lockState } from '../delivery/delivery-store';
import { type AffiliateSystem, insertSystem, readSystems, updateSystem, versionOf } from './system-store';
import { type CheckedSystem, checkSystem } from './validate';

export interface SaveDependencies {
  readonly clock: Clock;
  newDocumentId(): string;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Called when a system is another one now. */
  onSaved(): void;
}

/** C11. Sets a system up, or changes the one with its code: see `AffiliatesService.saveSystem`. */
export async function saveSystem(deps: SaveDependencies, input: AffiliateSystemInput): Promise<AffiliateSystemDto> {
  const checked = checkSystem(input);
  return write(deps, async (trx) => {
    const before = await findByCode(trx, checked.code);
    return before ? change(deps, trx, { ...checked, id: before.id }) : create(deps, trx, checked);
  });
}

/** C11. Sets a system up that is not there yet. @throws INVALID_INPUT, SYSTEM_EXISTS */
export async function createSystem(deps: SaveDependencies, input: AffiliateSystemInput): Promise<AffiliateSystem> {
  const checked = checkSystem(input);
  return write(deps, async (trx) => {
    if (await findByCode(trx, checked.code)) throw exists(checked);
    return create(deps, trx, checked);
  });
}

/**
 * C11. Changes a system, unless somebody else has since it was read.
 *
 * @param version when it was last changed, as it was read
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND, SYSTEM_CHANGED
 */
export async function changeSystem(
  deps: SaveDependencies,
  input: AffiliateSystemInput,
  version: Milliseconds,
): Promise<AffiliateSystem> {
  const checked = checkSystem(input);
  return write(deps, async (trx) => {
    const before = await findByCode(trx, checked.code);
    if (!before) throw new RewardsError('SYSTEM_NOT_FOUND', { system: checked.code });
    // One change at a time: the second one sees what the first has written.
    await lockState(trx, before.id, false);
    if ((await versionOf(trx, before.id)) !== version)
      throw new RewardsError('SYSTEM_CHANGED', { system: before.name });
    return change(deps, trx, { ...checked, id: before.id });
  });
}

const exists = ({ code }: CheckedSystem) => new RewardsError('SYSTEM_EXISTS', { field: 'code', system: code });

const findByCode = async (trx: Knex.Transaction, wanted: string): Promise<AffiliateSystem | undefined> =>
  (await readSystems(trx, true)).find(({ code }) => code === wanted);

async function create(deps: SaveDependencies, trx: Knex.Transaction, checked: CheckedSystem): Promise<AffiliateSystem> {
  const system = { id: deps.newDocumentId(), ...checked };
  await insertSystem(trx, system, deps.clock.now());
  // Somebody else may have been faster.
  if ((await findByCode(trx, checked.code))?.id !== system.id) throw exists(checked);
  await ensureState(trx, system.id);
  return system;
}

async function change(
  deps: SaveDependencies,
  trx: Knex.Transaction,
  system: AffiliateSystem,
): Promise<AffiliateSystem> {
  await ensureState(trx, system.id);
  // No two versions are of the same instant.
  const now = Math.max(deps.clock.now(), (await versionOf(trx, system.id)) + 1);
  await updateSystem(trx, system, now);
  return system;
}

function write(
  { inTransaction, onSaved }: SaveDependencies,
  work: (trx: Knex.Transaction) => Promise<AffiliateSystem>,
): Promise<AffiliateSystem> {
  return inTransaction(async (trx) => {
    const system = await work(trx);
    onSaved();
    onCommit(trx, onSaved);
    return system;
  });
}
