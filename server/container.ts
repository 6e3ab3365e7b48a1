/** What the rooms give each other, built once for each Strapi. */
import type { Core } from '@strapi/types';
import { longWorkOf } from './kernel';
import { createHost, type Host } from './kernel/host';
import { readLongWorkSettings } from './kernel/long-work-settings';
import type { AnyRoom, Gathered } from './kernel/room';

export interface Container {
  readonly host: Host;
  /** All that the rooms give. Whether a room finds what it needs is checked where the rooms are put together (`pluginOf`). */
  readonly gifts: never;
}

const containers = new WeakMap<Core.Strapi, Container>();

/** The container of a Strapi, built when it is first asked for. */
export function containerOf(strapi: Core.Strapi, rooms: readonly AnyRoom[]): Container {
  const known = containers.get(strapi);
  if (known) return known;
  const built = build(createHost(strapi), rooms);
  containers.set(strapi, built);
  return built;
}

function build(host: Host, rooms: readonly AnyRoom[]): Container {
  longWorkOf(host.knex).settings = () => readLongWorkSettings(host.setting('longWork'));
  const gathered: Gathered = {
    taskWork: () =>
      Object.assign({}, ...rooms.map((room) => room.tasks?.(host, gifts))) as ReturnType<Gathered['taskWork']>,
    memberRecords: Object.assign({}, ...rooms.map((room) => room.memberRecords?.(host))) as Gathered['memberRecords'],
    namedCurrencies: () => rooms.flatMap((room) => room.namedCurrencies?.(host) ?? []),
    ruleUids: rooms.flatMap(({ contentTypes = {} }) =>
      Object.values(contentTypes).flatMap(({ uid, isRule }) => (isRule ? [uid] : [])),
    ),
  };
  const gifts = gathered as never;
  for (const room of rooms) Object.assign(gathered, room.create?.(host, gifts));
  return { host, gifts };
}
