import { Box } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';

import type { DiscrepancyRowDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { useListDiscrepanciesQuery } from '../../../api/reconciliation';
import { DISCREPANCIES_HASH, discrepancyPath } from '../../../paths';
import { useTranslate } from '../../../translate';
import { ANEW, ListView } from '../../../ui/list/ListView';
import type { Selection } from '../../../ui/list/Selection';
import { useListAddress } from '../../../ui/list/useListAddress';
import { Panel } from '../../../ui/Panel';
import { useAskAnew } from '../../../ui/useAskAnew';
import { useKeepFocus } from '../../../ui/useKeepFocus';
import { useMemberName } from '../../../ui/useMemberName';
import { isOpen } from '../standing';
import { BulkBar } from './BulkBar';
import { COLUMNS } from './columns';
import { DISCREPANCY_LIST, DISCREPANCY_WORDS, WORDS_BEFORE_ANY_RUN } from './spec';

const NONE: ReadonlySet<string> = new Set();

interface DiscrepancyListProps {
  /** Changes whenever a run has come to its end. */
  readonly standing: string | undefined;
}

/** D11. The discrepancies that the address asks for, and what can be done about several at once. */
export function DiscrepancyList({ standing }: DiscrepancyListProps) {
  const translate = useTranslate();
  const mayResolve = useAllowed()('resolveDiscrepancies');
  const address = useListAddress(DISCREPANCY_LIST);
  const list = useListDiscrepanciesQuery(address.query, ANEW);
  const { data, currentData, refetch } = list;
  useAskAnew(refetch, standing);
  const frame = useComeIntoSight(data !== undefined);
  const [picked, setPicked] = useState(NONE);
  // What was chosen on another page, or is settled by now, is chosen no more.
  const chosen = (currentData?.rows ?? []).filter((row) => picked.has(row.id) && isOpen(row));
  const selection = useSelection(chosen, setPicked);
  useKeepFocus(chosen.length > 0);
  const words = standing === '' ? WORDS_BEFORE_ANY_RUN : DISCREPANCY_WORDS;

  return (
    <Box ref={frame}>
      <Panel
        isBare
        title={data ? translate('reconciliation.count', { total: data.total }) : translate('reconciliation.list')}
      >
        <ListView
          {...{ address, list, columns: COLUMNS, words }}
          keyOf={({ id }) => id}
          rowTo={({ id }) => discrepancyPath(id)}
          selection={mayResolve ? selection : undefined}
        >
          {mayResolve && <BulkBar chosen={chosen} onDone={() => setPicked(NONE)} />}
        </ListView>
      </Panel>
    </Box>
  );
}

function useSelection(
  chosen: readonly DiscrepancyRowDto[],
  onChange: (chosen: ReadonlySet<string>) => void,
): Selection<DiscrepancyRowDto> {
  const translate = useTranslate();
  const nameOf = useMemberName();
  return {
    chosen: new Set(chosen.map(({ id }) => id)),
    onChange,
    canChoose: isOpen,
    labelOfAll: translate('reconciliation.choose.all'),
    labelOf: ({ kind, member }) =>
      translate('reconciliation.choose', { kind: translate(`reconciliation.kind.${kind}`), member: nameOf(member) }),
  };
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
