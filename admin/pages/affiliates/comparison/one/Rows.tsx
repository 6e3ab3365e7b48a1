import { Box, Typography } from '@strapi/design-system';

import {
  AFFILIATE_COMPARISON_KINDS,
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateComparisonDto,
  type AffiliateComparisonKind,
  type AffiliateComparisonRowDto,
  type AffiliateComparisonRowsQuery,
} from '../../../../../server/contract';
import { useListAffiliateComparisonRowsQuery } from '../../../../api/affiliate-comparisons';
import { useTranslate } from '../../../../translate';
import { Failure } from '../../../../ui/Failure';
import { DataTable } from '../../../../ui/list/DataTable';
import { ListEmpty } from '../../../../ui/list/ListEmpty';
import { ListPager } from '../../../../ui/list/ListPager';
import { Segments } from '../../../../ui/list/Segments';
import type { ListSpec } from '../../../../ui/list/spec';
import { useListAddress } from '../../../../ui/list/useListAddress';
import { COLUMNS } from './columns';

const STANDARD: AffiliateComparisonKind = 'not_booked';

type RowsQuery = Pick<AffiliateComparisonRowsQuery, 'page' | 'pageSize'> &
  Partial<Pick<AffiliateComparisonRowsQuery, 'kind'>>;

/** Which result the address asks for. It is no filter of the others: each has words of its own for that there is nothing. */
const LIST: ListSpec<RowsQuery> = {
  standardSort: 'place:ASC',
  filters: [
    {
      kind: 'segments',
      name: 'kind',
      label: 'affiliate-comparisons.column.result',
      options: AFFILIATE_COMPARISON_KINDS.map((value) => ({ value, label: `affiliate-comparisons.kind.${value}` })),
      standard: STANDARD,
    },
  ],
};

/** The rows of a comparison, one result at a time. */
export function Rows({ comparison: { id, counts } }: { readonly comparison: AffiliateComparisonDto }) {
  const translate = useTranslate();
  const { query, change } = useListAddress(LIST);
  const { kind = STANDARD, ...page } = query;
  return (
    <>
      <Box paddingBottom={4}>
        <Segments
          label={translate('affiliate-comparisons.column.result')}
          value={kind}
          options={AFFILIATE_COMPARISON_KINDS.map((value) => ({
            value,
            label: translate('affiliate-comparisons.kind.counted', {
              kind: translate(`affiliate-comparisons.kind.${value}`),
              count: counts[value],
            }),
          }))}
          onChange={(next) => change({ kind: next === STANDARD ? '' : next })}
        />
      </Box>
      {isKind(kind) && <About kind={kind} count={counts[kind]} />}
      {/* Rows of another result are not those that were asked for, however short the wait. */}
      <RowsOfKind key={kind} query={{ ...page, kind, comparison: id }} />
    </>
  );
}

/** What is no result goes to the server, which says so. */
const isKind = (kind: string): kind is AffiliateComparisonKind =>
  AFFILIATE_COMPARISON_KINDS.some((one) => one === kind);

interface AboutProps {
  readonly kind: AffiliateComparisonKind;
  readonly count: number;
}

function About({ kind, count }: AboutProps) {
  const translate = useTranslate();
  const { rows: kept } = AFFILIATE_COMPARISON_LIMITS;
  return (
    <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={3}>
      {translate(`affiliate-comparisons.about.${kind}`)}
      {count > kept && ` ${translate('affiliate-comparisons.rows.cut', { kept })}`}
    </Typography>
  );
}

function RowsOfKind({ query }: { readonly query: AffiliateComparisonRowsQuery }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useListAffiliateComparisonRowsQuery(query);
  const { kind } = query;
  if (error && !isFetching) {
    return (
      <Failure error={error} what={translate('affiliate-comparisons.rows.failed')} onRetry={() => void refetch()} />
    );
  }
  return (
    <Box aria-busy={isFetching}>
      <DataTable
        label={translate('affiliate-comparisons.rows')}
        columns={COLUMNS}
        rows={data?.rows}
        keyOf={keyOf}
        isStale={isFetching && data !== undefined}
        loading={translate('affiliate-comparisons.rows.loading')}
        empty={<ListEmpty total={data?.total ?? 0}>{translate(`affiliate-comparisons.empty.${kind}`)}</ListEmpty>}
      />
      <ListPager list={data} />
    </Box>
  );
}

/** An id comes once in each currency; of events without one each is a row. */
const keyOf = ({ key, currency, event, line }: AffiliateComparisonRowDto): string =>
  JSON.stringify([key, currency, event, line]);
