import {
  AFFILIATE_SIGNATURE,
  type AffiliateSwitchDto,
  type AffiliateSystemDetailDto,
  type AffiliateSystemListDto,
  type AffiliateSystemRowDto,
  type AffiliateSystemSettings,
} from '../../../contract';
import { type Clock, pageOf, type PageRequest, RewardsError, toIso, toIsoOrNull } from '../../../kernel';
import type { Knex } from 'knex';
import type { SystemState } from '../../delivery/delivery-store';
import { toSecretDto } from '../save-secret';
import { readSecrets } from '../secret-store';
import type { SecretCipher } from '../secrets';
import { type AffiliateSystem, isNamed, readSystems, versionOf } from '../system-store';
import { parseTemplate } from '../template';
import { healthOfAll, NO_HEALTH } from './health';
import { readStatesOf } from './health-store';

export interface ReadDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  /** Null: no key is configured. */
  readonly cipher: SecretCipher | null;
}

/** C11. Every system, by name, with how it fares. */
export async function listSystems(deps: ReadDependencies, asked: PageRequest): Promise<AffiliateSystemListDto> {
  const { db } = deps;
  const systems = [...(await readSystems(db))].sort((one, other) => one.name.localeCompare(other.name));
  return pageOf(asked, systems.length, async ({ skip, limit }) => {
    const shown = systems.slice(skip, skip + limit);
    const states = await readStatesOf(
      db,
      shown.map(({ id }) => id),
    );
    const health = await healthOfAll(deps);
    return shown.map((system): AffiliateSystemRowDto => {
      const { id, code, name, settings } = system;
      const { method, url } = settings.template;
      return {
        ...{ id, code, name, method, url },
        switch: toSwitch(states.get(id)),
        health: health.get(id) ?? NO_HEALTH,
      };
    });
  });
}

/** A system by its code. @throws SYSTEM_NOT_FOUND */
export async function requireSystem({ db }: Pick<ReadDependencies, 'db'>, wanted: string): Promise<AffiliateSystem> {
  const system = (await readSystems(db)).find(({ code }) => code === wanted);
  if (!system) throw new RewardsError('SYSTEM_NOT_FOUND', { system: wanted });
  return system;
}

/** C11. All that is known of a system, without its secrets. @throws SYSTEM_NOT_FOUND */
export async function systemDetail(deps: ReadDependencies, wanted: string): Promise<AffiliateSystemDetailDto> {
  const { db, clock, cipher } = deps;
  const { id, code, name, settings } = await requireSystem(deps, wanted);
  const secrets = await readSecrets(db, id, clock.now());
  const state = (await readStatesOf(db, [id])).get(id);
  return {
    ...{ id, code, name, settings },
    version: toIso(await versionOf(db, id)),
    switch: toSwitch(state),
    health: (await healthOfAll(deps)).get(id) ?? NO_HEALTH,
    secrets: [...secrets].sort((one, other) => one.name.localeCompare(other.name)).map(toSecretDto),
    missingSecrets: missingSecrets(
      settings,
      secrets.map((secret) => secret.name),
    ),
    canKeepSecrets: cipher !== null,
    isInUse: await isNamed(db, id),
  };
}

/** F11. Secrets that the template, or the signature, needs and that are not among these. */
export function missingSecrets(
  { template, signed }: Pick<AffiliateSystemSettings, 'template' | 'signed'>,
  names: readonly string[],
): string[] {
  const parsed = parseTemplate({ ...template, format: template.bodyFormat });
  const needed = [...('template' in parsed ? parsed.template.secrets : []), ...(signed ? [AFFILIATE_SIGNATURE] : [])];
  return [...new Set(needed)].filter((name) => !names.includes(name));
}

/** One that nothing was ever sent to has no state yet, and is on. */
const toSwitch = (state: SystemState | undefined): AffiliateSwitchDto => ({
  isOn: state?.isOn ?? true,
  offSince: toIsoOrNull(state?.offSince ?? null),
  offBy: state?.offBy ?? null,
  offWhy: state?.offWhy ?? null,
});
