import { useNotification } from '@strapi/strapi/admin';

import type { ResolveInput } from '../../../../server/contract';
import { useResolveDiscrepancyMutation } from '../../../api/reconciliation';

/** Resolves a discrepancy and says so; why not, where it is refused. */
export function useResolve(id: string, told: string) {
  const { toggleNotification } = useNotification();
  const [send, { error }] = useResolveDiscrepancyMutation();
  const resolve = async (input: ResolveInput) => {
    const answer = await send({ discrepancy: id, ...input });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: told });
    return true;
  };
  return { resolve, error };
}
