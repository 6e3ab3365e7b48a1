import { useIntl } from 'react-intl';

import { isTaskName, TASKS, type TaskName, type TaskRunDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { useDuration } from '../../ui/useDuration';

/** What a task has counted and how long it took, in words. */
export function useTaskWords() {
  const translate = useTranslate();
  const { formatList } = useIntl();
  const durationOf = useDuration();
  return {
    nameOf: (name: TaskName) => translate(`tasks.name.${name}`),

    /** What is not zero, in the order of the contract; only of a run that came to its end well can it be nothing. */
    countsOf({ task, counts, status }: TaskRunDto): string {
      const keys = isTaskName(task) ? TASKS[task].counts : [];
      const words = keys.flatMap((key) => {
        const count = counts[key] ?? 0;
        return count === 0 ? [] : [translate(`tasks.count.${key}`, { count })];
      });
      if (words.length > 0) return formatList(words, { type: 'unit' });
      return status === 'succeeded' ? translate('tasks.nothing') : '';
    },

    durationOf,
  };
}
