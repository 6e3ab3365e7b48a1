import { useKnownTasks, useListTasksQuery } from '../../api/tasks';
import { useIsSeen } from '../../ui/useIsSeen';

/** Milliseconds between two looks: while something runs, and while nothing does. */
const BUSY = 2_000;
const IDLE = 30_000;

/**
 * The tasks as they stand: looked at often while one of them runs, seldom while none does, and not at all while nobody
 * looks at the page. One request at a time.
 */
export function useLiveTasks() {
  const { data: known } = useKnownTasks();
  const isBusy = known?.some(({ current }) => current !== null) ?? false;
  const isSeen = useIsSeen();
  const pollingInterval = isSeen ? (isBusy ? BUSY : IDLE) : 0;
  return useListTasksQuery({}, { pollingInterval, refetchOnMountOrArgChange: true });
}
