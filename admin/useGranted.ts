import { type Permission, useAuth, useRBAC } from '@strapi/strapi/admin';

import { rbacKey, type RequiredPermission } from './permissions';

interface Granted {
  readonly isGranted: (action: string) => boolean;
  /** Whether a no is the last word. */
  readonly isKnown: boolean;
}

/**
 * Which permissions the administrator has. Strapi's `useRBAC` says no to all of them at first, and on a busy machine for a
 * second: the page would be drawn without its navigation and its buttons. What is granted without a condition is known by
 * then, as `Page.Protect` knows it, and only what hangs on a condition is asked for.
 *
 * @param asked a constant, because `useRBAC` asks again for a new one
 */
export function useGranted(asked: readonly RequiredPermission[]): Granted {
  const own = useAuth('useGranted', ({ permissions }) => permissions);
  // It compares these two; the rest of a permission it does not read.
  const { allowedActions, isLoading } = useRBAC(asked as unknown as Permission[]);
  const isUnconditional = (action: string) =>
    own.some((permission) => permission.action === action && !permission.conditions?.length);
  return {
    isGranted: (action) => isUnconditional(action) || allowedActions[rbacKey(action)] === true,
    isKnown: !isLoading,
  };
}
