import type { AffiliateSystemOffDto } from '../../../contract';
import { type Db, toIso } from '../../../kernel';
import { readSystems } from '../system-store';
import { readStatesOf } from './health-store';

/** F7. Systems that were switched off by themselves, the last one first. What a person has switched off is as it should be. */
export async function systemsOff({ db }: { readonly db: Db }): Promise<AffiliateSystemOffDto[]> {
  const systems = await readSystems(db);
  const states = await readStatesOf(
    db,
    systems.map(({ id }) => id),
  );
  return systems
    .flatMap(({ id, code, name }) => {
      const { isOn = true, offBy = null, offSince = null, offWhy } = states.get(id) ?? {};
      return isOn || offBy !== null ? [] : [{ code, name, since: toIso(offSince ?? 0), why: offWhy ?? '' }];
    })
    .sort((one, other) => other.since.localeCompare(one.since));
}
