import type { Core } from '@strapi/types';
import { PERMISSION_NAMES, PLUGIN_ID } from './contract';
import { present } from './kernel';
import type { AnyRoom, PermissionText } from './kernel/room';

/** Makes what an administrator can be allowed to do known, as the settings of a role list it, so that roles can be given it. */
export async function registerPermissions(strapi: Core.Strapi, rooms: readonly AnyRoom[]): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    readonly actionProvider: { registerMany(actions: readonly object[]): Promise<void> };
  };
  const texts = Object.assign({}, ...rooms.map(({ permissions }) => permissions)) as Record<string, PermissionText>;
  await actionProvider.registerMany(
    PERMISSION_NAMES.map((uid) => ({
      section: 'plugins',
      pluginName: PLUGIN_ID,
      uid,
      ...present(texts[uid], `a room's text for the permission ${uid}`),
    })),
  );
}
