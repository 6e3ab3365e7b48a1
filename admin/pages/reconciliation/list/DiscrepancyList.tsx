import { Box, Button } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';

import { useListDiscrepanciesQuery } from '../../../api/reconciliation';
import { DISCREPANCIES_HASH } from '../../../paths';
import { useTranslate } from '../../../translate';
import { Failure } from '../../../ui/Failure';
import { ListEmpty } from '../../../ui/ListEmpty';
import { ListPager } from '../../../ui/ListPager';
import { Panel } from '../../../ui/Panel';
import { useAskAnew } from '../../../ui/useAskAnew';
import { useKeepFocus } from '../../../ui/useKeepFocus';
import { useAllowed } from '../../../useAllowed';
import { useMemberName } from '../../../ui/useMemberName';
import { isOpen } from '../standing';
import { useDiscrepancyAddress } from '../useDiscrepancyAddress';
import { BulkBar } from './BulkBar';
import { DiscrepancyFilters } from './DiscrepancyFilters';
import { DiscrepancyTable } from './DiscrepancyTable';

const NONE: ReadonlySet<string> = new Set();

interface DiscrepancyListProps {
  /** Changes whenever a run has come to its end. */
  readonly standing: string | undefined;
}

/** D11. The discrepancies that the address asks for, and what can be done about several at once. */
export function DiscrepancyList({ standing }: DiscrepancyListProps) {
  const translate = useTranslate();
  const may = useAllowed();
  const nameOf = useMemberName();
  const address = useDiscrepancyAddress();
  const { data, currentData, error, isFetching, refetch } = useListDiscrepanciesQuery(address.list, {
    refetchOnMountOrArgChange: true,
  });
  useAskAnew(refetch, standing);
  const frame = useComeIntoSight(data !== undefined);
  const [picked, setPicked] = useState(NONE);
  // What was chosen on another page, or is settled by now, is chosen no more.
  const chosen = (currentData?.rows ?? []).filter((row) => picked.has(row.id) && isOpen(row));
  const member = data?.rows.find(({ member: one }) => one.id === address.query.member)?.member;
  useKeepFocus(chosen.length > 0);
  const mayResolve = may('resolveDiscrepancies');

  return (
    <Box ref={frame} aria-busy={isFetching}>
      <Panel
        isBare
        title={data ? translate('reconciliation.count', { total: data.total }) : translate('reconciliation.list')}
      >
        <DiscrepancyFilters address={address} memberName={member && nameOf(member)} />
        {mayResolve && <BulkBar chosen={chosen} onDone={() => setPicked(NONE)} />}
        {error && !isFetching ? (
          <Failure error={error} what={translate('reconciliation.list.failed')} onRetry={() => void refetch()} />
        ) : (
          <>
            <DiscrepancyTable
              rows={data?.rows}
              isStale={isFetching && data !== undefined}
              empty={<Empty total={data?.total ?? 0} address={address} wasLookedAt={standing !== ''} />}
              selection={
                mayResolve
                  ? { chosen: new Set(chosen.map(({ id }) => id)), onChange: setPicked, canChoose: isOpen }
                  : undefined
              }
            />
            <ListPager list={data} />
          </>
        )}
      </Panel>
    </Box>
  );
}

interface EmptyProps {
  readonly total: number;
  readonly address: ReturnType<typeof useDiscrepancyAddress>;
  /** Whether any run has come to its end. */
  readonly wasLookedAt: boolean;
}

/** That nothing is open is good news; that nothing matches is not. */
function Empty({ total, address: { isFiltered, clear }, wasLookedAt }: EmptyProps) {
  const translate = useTranslate();
  if (!isFiltered) {
    const sentence = wasLookedAt ? translate('reconciliation.empty') : translate('reconciliation.empty.unseen');
    return <ListEmpty total={total}>{sentence}</ListEmpty>;
  }
  return (
    <ListEmpty
      total={total}
      action={
        <Button variant="secondary" onClick={clear}>
          {translate('reconciliation.clear')}
        </Button>
      }
    >
      {translate('reconciliation.no-match')}
    </ListEmpty>
  );
}

/** A link to the list brings it into sight, each time that it is followed. */
function useComeIntoSight(isThere: boolean) {
  const { hash, key } = useLocation();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === DISCREPANCIES_HASH && isThere) frame.current?.scrollIntoView();
  }, [hash, key, isThere]);
  return frame;
}
