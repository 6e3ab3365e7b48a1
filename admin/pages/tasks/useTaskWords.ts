import { useIntl } from 'react-intl';

import { isTaskName, TASKS, type TaskCounts, type TaskName } from '../../../server/contract';
import { useTranslate } from '../../translate';

/** What a task has counted and how long it took, in words. */
export function useTaskWords() {
  const translate = useTranslate();
  const { formatNumber, formatList } = useIntl();
  return {
    nameOf: (name: TaskName) => translate(`tasks.name.${name}`),

    /** What is not zero, in the order of the contract. */
    countsOf(task: string, counts: TaskCounts): string {
      const keys = isTaskName(task) ? TASKS[task].counts : [];
      const words = keys.flatMap((key) => {
        const count = counts[key] ?? 0;
        return count === 0 ? [] : [translate(`tasks.count.${key}`, { count })];
      });
      return words.length > 0 ? formatList(words, { type: 'unit' }) : translate('tasks.nothing');
    },

    durationOf(milliseconds: number): string {
      const isLong = milliseconds >= 120_000;
      return formatNumber(milliseconds / (isLong ? 60_000 : 1_000), {
        style: 'unit',
        unit: isLong ? 'minute' : 'second',
        maximumFractionDigits: 1,
      });
    },
  };
}
