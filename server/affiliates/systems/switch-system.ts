import type { Knex } from 'knex';
import { z } from 'zod';
import { AFFILIATE_LIMITS, type AffiliateSwitchInput } from '../../contract';
import { type Clock, onCommit, RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { actorField, nameField } from '../../kernel/query';
import { ensureState, lockState, updateState } from '../delivery/delivery-store';
import type { SystemsSource } from './systems-source';

export interface SwitchDependencies {
  readonly clock: Clock;
  readonly systems: Pick<SystemsSource, 'find'>;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Called when what waits may be sent. */
  onRecorded(): void;
}

const switchFields = z.strictObject({
  system: nameField(AFFILIATE_LIMITS.code),
  on: z.boolean('must be true or false.'),
  actor: actorField,
  reason: nameField(AFFILIATE_LIMITS.reason).optional(),
});

/** F7. Switches a system on or off by hand: see `AffiliatesService.switchSystem`. */
export async function switchSystem(deps: SwitchDependencies, input: AffiliateSwitchInput): Promise<void> {
  const { system: code, on, actor, reason } = parseInput(switchFields, input);
  const system = await deps.systems.find(code);
  if (!system) throw new RewardsError('SYSTEM_NOT_FOUND', { system: code });
  await deps.inTransaction(async (trx) => {
    await ensureState(trx, system.id);
    const state = await lockState(trx, system.id, false);
    if (!state || state.isOn === on) return;
    const { id, name } = actor;
    const by = { id, ...(name === undefined ? {} : { name }) };
    const off = { offSince: deps.clock.now(), offBy: by, offWhy: reason ?? null };
    // Whoever switches it on has seen to it: what failed before counts no more.
    const anew = { offSince: null, offBy: null, offWhy: null, failingSince: null, failingEvents: 0 };
    await updateState(trx, { ...state, isOn: on, ...(on ? anew : off) });
    if (on) onCommit(trx, deps.onRecorded);
  });
}
