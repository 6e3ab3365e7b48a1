/** Folds the rooms into Strapi's plugin object. Together with the files beside it, the only one that knows every room. */
import type { Core } from '@strapi/types';
import { bootstrap } from './bootstrap';
import { configOf } from './config';
import { containerOf } from './container';
import { destroy } from './destroy';
import type { EndpointName } from './contract';
import { hiddenUnlessShown } from './hidden-content';
import { adminRoute, policies } from './kernel/http';
import type { AnyRoom, Furnished } from './kernel/room';
import { register } from './register';

export interface Given {
  readonly strapi: Core.Strapi;
}

/** The plugin of some rooms. A room whose needs no other one gives does not compile here. */
export function pluginOf<const Rooms extends readonly AnyRoom[]>(rooms: Rooms & Furnished<Rooms>) {
  const all: readonly AnyRoom[] = rooms;
  const within =
    <T>(use: (container: ReturnType<typeof containerOf>) => T) =>
    ({ strapi }: Given) =>
      use(containerOf(strapi, all));
  return {
    register: ({ strapi }: Given) => register(strapi, all),
    bootstrap: ({ strapi }: Given) => bootstrap(strapi, all),
    destroy: ({ strapi }: Given) => destroy(strapi, all),
    config: configOf(all),
    contentTypes: merged(all, ({ contentTypes = {} }) => mapped(contentTypes, ({ type }) => hiddenUnlessShown(type))),
    controllers: merged(all, ({ controllers = {}, contentControllers = {} }) =>
      mapped({ ...controllers, ...contentControllers }, (controller) =>
        within(({ host, gifts }) => controller(host, gifts)),
      ),
    ),
    services: {
      ...merged(all, ({ services = {} }) =>
        mapped(services, (service) => within(({ host, gifts }) => service(host, gifts))),
      ),
      clock: within(({ host }) => host.clock),
    },
    policies,
    routes: {
      admin: {
        type: 'admin',
        routes: all.flatMap(({ endpoints = {} }) =>
          Object.entries(endpoints).flatMap(([controller, of]) =>
            (Object.keys(of) as EndpointName[]).map((name) => adminRoute(name, controller)),
          ),
        ),
      },
      'content-api': ({ strapi }: Given) => ({
        type: 'content-api',
        routes: all.flatMap((room) => room.contentRoutes?.(strapi) ?? []),
      }),
    },
  };
}

const mapped = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

const merged = <T>(rooms: readonly AnyRoom[], of: (room: AnyRoom) => Record<string, T>): Record<string, T> =>
  Object.assign({}, ...rooms.map(of)) as Record<string, T>;
