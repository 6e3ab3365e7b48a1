import { useNotification } from '@strapi/strapi/admin';

import type { DiscrepancyRowDto, ResolveInput, ResolveManyResult } from '../../../../server/contract';
import { useResolveDiscrepanciesMutation } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';

/** What a dialogue over several discrepancies is given. */
export interface ManyProps {
  readonly chosen: readonly DiscrepancyRowDto[];
  readonly onAnswer: (result: ResolveManyResult) => void;
  readonly onDone: () => void;
}

/** Resolves what is chosen, tells how many it were, and hands on those that were refused. */
export function useResolveMany({ chosen, onAnswer }: ManyProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const [send, { error }] = useResolveDiscrepanciesMutation();

  const resolve = async (input: ResolveInput) => {
    const answer = await send({ ...input, discrepancies: chosen.map(({ id }) => id) });
    if ('error' in answer) return false;
    const { resolved, refused } = answer.data;
    toggleNotification({
      type: refused.length > 0 ? 'warning' : 'success',
      message: translate('reconciliation.bulk.done', { resolved: resolved.length, refused: refused.length }),
    });
    onAnswer(answer.data);
    return true;
  };
  return { resolve, error };
}
