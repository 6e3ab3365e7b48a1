import type { Core } from '@strapi/types';
import type { Db, Dialect } from './kernel';
import { createTextIndex } from './kernel/text-index-store';
import type { AnyRoom } from './kernel/room';

/** Makes what searches go by. Without it they are slower and find the same, so a database that has none does not end the start. */
export async function createTextIndexes(
  strapi: Core.Strapi,
  db: Db,
  dialect: Dialect,
  rooms: readonly AnyRoom[],
): Promise<void> {
  try {
    for (const index of rooms.flatMap((room) => room.textIndexes ?? [])) await createTextIndex(db, dialect, index);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    strapi.log.warn(`Rewards: searches read every row, because there is no index for them (${reason}).`);
  }
}
