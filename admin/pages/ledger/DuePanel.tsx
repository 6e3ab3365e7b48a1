import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';

import { LIMITS, type PageDto } from '../../../server/contract';
import type { RequestError } from '../../api/ledger';
import { DUE_HASH } from '../../paths';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { PartFailure } from '../../ui/PartFailure';
import { type SmallColumn, SmallTable } from '../../ui/SmallTable';

const AT_FIRST = 5;
const STEP = 20;

/** How many rows of such a panel are shown, and how to show more. Whoever came for them sees more from the start. */
export function useDueRows() {
  const isMeant = useLocation().hash === DUE_HASH;
  const [shown, setShown] = useState(isMeant ? AT_FIRST + STEP : AT_FIRST);
  return { shown, showMore: () => setShown((before) => Math.min(before + STEP, LIMITS.pageSize)) };
}

interface DuePanelProps<Row> {
  readonly title: string;
  readonly countOf: (total: number) => string;
  readonly none: string;
  readonly columns: readonly SmallColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly query: {
    readonly data?: PageDto<Row>;
    readonly error?: RequestError;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  readonly rows: ReturnType<typeof useDueRows>;
}

/** What lapses next, what should have lapsed before all else. A link to `#due` brings it into sight. */
export function DuePanel<Row>({ title, countOf, none, columns, keyOf, query, rows }: DuePanelProps<Row>) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = query;
  const { hash } = useLocation();
  const frame = useRef<HTMLDivElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (hash === DUE_HASH && isThere) frame.current?.scrollIntoView();
  }, [hash, isThere]);

  const isAtBound = data !== undefined && rows.shown >= LIMITS.pageSize && data.total > data.rows.length;
  const hasMore = data !== undefined && rows.shown < Math.min(data.total, LIMITS.pageSize);
  return (
    <Box paddingBottom={5} ref={frame}>
      <Panel
        title={title}
        action={data && data.total > 0 && <Typography textColor="neutral600">{countOf(data.total)}</Typography>}
      >
        {error && !isFetching ? (
          <PartFailure error={error} onRetry={() => void refetch()} />
        ) : data?.total === 0 ? (
          <Typography textColor="neutral600">{none}</Typography>
        ) : (
          <Box minHeight="24rem" aria-busy={isFetching}>
            <SmallTable label={title} columns={columns} rows={data?.rows ?? []} keyOf={keyOf} />
          </Box>
        )}
        {hasMore && (
          <Flex paddingTop={3}>
            <Button variant="tertiary" size="S" onClick={rows.showMore}>
              {translate('expiring.more')}
            </Button>
          </Flex>
        )}
        {isAtBound && (
          <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
            {translate('list.cut', { shown: data.rows.length, total: data.total })}
          </Typography>
        )}
      </Panel>
    </Box>
  );
}
