import type { LedgerListDto, LedgerListQuery } from './ledger-list';

/** The plugin's name within Strapi: in uids, routes and the keys of translations. */
export const PLUGIN_ID = 'rewards';

/** Permissions by their own name. Each has another ending, because Strapi's `useRBAC` looks at nothing else. */
export type PermissionName = 'view-ledger';

/** The uid under which Strapi knows a permission. */
export const permissionUid = (name: PermissionName) => `plugin::${PLUGIN_ID}.${name}` as const;

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the plugin's own prefix. */
  readonly path: `/${string}`;
  /** Without it the answer is 403. */
  readonly permission: PermissionName;
}

/**
 * Every endpoint of the admin panel: the server's routes and the admin's client are both made from this table, so that
 * path, permission and types cannot drift apart.
 */
export const ENDPOINTS = {
  listLedgerEntries: { method: 'GET', path: '/ledger/entries', permission: 'view-ledger' },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** What each endpoint takes and answers. */
export interface EndpointTypes {
  listLedgerEntries: { readonly request: LedgerListQuery; readonly response: LedgerListDto };
}

export type RequestOf<Name extends EndpointName> = EndpointTypes[Name]['request'];
export type ResponseOf<Name extends EndpointName> = EndpointTypes[Name]['response'];

/** Where an endpoint answers, from the server's root. */
export const endpointUrl = (name: EndpointName): string => `/${PLUGIN_ID}${ENDPOINTS[name].path}`;

/** The body of every refusal, in the shape that Strapi's admin expects. `details` names the field where there is one. */
export interface HttpErrorDto {
  readonly data: null;
  readonly error: {
    readonly status: number;
    readonly name: 'RewardsError';
    readonly message: string;
    readonly details: Readonly<Record<string, string>> & { readonly code: string };
  };
}
