import { useGetReconciliationQuery, useKnownReconciliation } from '../../api/reconciliation';
import { useIsSeen } from '../../ui/useIsSeen';

/** Milliseconds between two looks: while a run is under way, and while none is. */
const BUSY = 1_000;
const IDLE = 30_000;

/**
 * How reconciliation stands: looked at often while a run is under way, seldom while none is, so that one which the schedule
 * or somebody else begins shows, and not at all while nobody looks at the page. One request at a time.
 */
export function useLiveReconciliation() {
  const { data: known } = useKnownReconciliation();
  const isSeen = useIsSeen();
  const isBusy = known !== undefined && known.current !== null;
  const pollingInterval = isSeen ? (isBusy ? BUSY : IDLE) : 0;
  const live = useGetReconciliationQuery({}, { pollingInterval, refetchOnMountOrArgChange: true });
  return {
    ...live,
    /** Changes whenever a run has come to its end, and with it what the lists show; undefined until it is known. */
    standing: live.data && (live.data.last?.id ?? ''),
  };
}
