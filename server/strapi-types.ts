/**
 * Types `strapi.plugin('rewards')` wherever the package's types are part of a program, so that a host's code names a service
 * and has its methods without a cast.
 */
import type { Core } from '@strapi/types';
import type { RewardsServices } from './contract';

/** The plugin as a host sees it. A name that it does not know, and a type that the caller gives, are taken as Strapi takes them. */
export interface RewardsPlugin extends Omit<Core.Plugin, 'service'> {
  service<Name extends keyof RewardsServices>(name: Name): RewardsServices[Name];
  service<Service extends Core.Service>(name: string): Service;
}

/** What Strapi takes from the package: named here, so that a host's compiler need not read how it is made. */
export interface ServerEntry {
  readonly config: { readonly default: object; validator(config: unknown): void };
  readonly [part: string]: unknown;
}

declare module '@strapi/types/dist/core/strapi.js' {
  interface Strapi {
    plugin(name: 'rewards'): RewardsPlugin;
  }
}
