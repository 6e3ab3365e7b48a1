import { type Db, type Milliseconds, readInteger } from '../../kernel';
import { deliveryTable } from '../schema';
import { readStates } from './delivery-store';

/** When the next event is due of all systems that are on; null: none waits. One look into the index a system. */
export async function nextDue(db: Db, systems: readonly string[]): Promise<Milliseconds | null> {
  const states = await readStates(db);
  let next: Milliseconds | null = null;
  for (const system of systems.filter((one) => states.get(one)?.isOn ?? true)) {
    const rows: unknown = await db(deliveryTable.name).min({ due: 'due_at' }).where({ system });
    const due = (rows as readonly { readonly due: unknown }[])[0]?.due ?? null;
    if (due !== null) next = Math.min(next ?? Number.MAX_SAFE_INTEGER, readInteger(due));
  }
  return next;
}
