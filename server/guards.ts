/** What watches the content types: edits that accounts do not bear are refused, others take effect at once. */
import type { Core } from '@strapi/types';
import { containerOf } from './container';
import { guardEveryEdit, guardEveryFile } from './edit-permission';
import { guardContent, sealContent } from './kernel/content-guard';
import type { AnyRoom } from './kernel/room';

/** Sets every guard up. */
export function registerGuards(strapi: Core.Strapi, rooms: readonly AnyRoom[]): void {
  const { host, gifts } = containerOf(strapi, rooms);
  // First, so that nobody is told more than that.
  guardEveryEdit(strapi, rooms);
  guardEveryFile(strapi, rooms);
  for (const room of rooms) {
    for (const guard of room.guards?.(host, gifts) ?? []) guardContent(strapi, guard);
    for (const { uid, singularName } of room.models ?? []) sealContent(strapi, uid, singularName);
    for (const [name, { uid, isSealed }] of Object.entries(room.contentTypes ?? {})) {
      if (isSealed) sealContent(strapi, uid, name);
    }
  }
}
