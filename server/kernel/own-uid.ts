import type { Core } from '@strapi/types';
import { PLUGIN_ID } from '../contract';

/** What the uids of the plugin's content types, tables and policies begin with. */
export const OWN_UID = `plugin::${PLUGIN_ID}.`;

/** Whether something is the uid of one of the plugin's own. */
export const isOwnUid = (uid: unknown): uid is string => typeof uid === 'string' && uid.startsWith(OWN_UID);

export interface OwnType {
  readonly displayName: string;
  /** Whether a project's own content may relate to it. */
  readonly isOpen: boolean;
}

/** What one of the plugin's own content types says of itself. */
export function ownTypeOf(strapi: Core.Strapi, uid: string): OwnType {
  const type = strapi.contentTypes[uid as never] as
    | {
        readonly info: { readonly displayName: string };
        readonly pluginOptions?: Record<string, { visible?: boolean }>;
      }
    | undefined;
  const isOpen = type?.pluginOptions?.['content-type-builder']?.visible === true;
  return { displayName: type?.info.displayName ?? uid, isOpen };
}
