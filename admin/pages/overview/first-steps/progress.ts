import type { FirstStepName, FirstStepsDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';

export const isDone = ({ steps }: FirstStepsDto, name: FirstStepName): boolean =>
  steps.some((step) => step.name === name && step.done);

export const isAllDone = ({ steps }: FirstStepsDto): boolean => steps.every(({ done }) => done);

/** How many of the steps are done, in words. */
export function useProgressWords({ steps }: FirstStepsDto): string {
  const translate = useTranslate();
  return translate('first-steps.progress', { done: steps.filter(({ done }) => done).length, total: steps.length });
}
