import { LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { AffiliateComparisonListQuery } from '../../../../server/contract';
import { useListAffiliateComparisonsQuery } from '../../../api/affiliate-comparisons';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { ANEW, ListView, type ListWords } from '../../../ui/list/ListView';
import type { ListSpec } from '../../../ui/list/spec';
import { useListAddress } from '../../../ui/list/useListAddress';
import { SystemField } from '../report/SystemField';
import { COLUMNS } from './columns';
import { comparePath, comparisonPath } from './paths';

const LIST: ListSpec<AffiliateComparisonListQuery> = {
  standardSort: 'created:DESC',
  filters: [{ kind: 'own', name: 'system', Field: SystemField }],
};

const WORDS: ListWords = {
  label: 'affiliate-comparisons.title',
  empty: 'affiliate-comparisons.empty',
  noMatch: 'affiliate-comparisons.no-match',
  loading: 'affiliate-comparisons.loading',
  failed: 'affiliate-comparisons.failed',
};

/** Rewards → Affiliate comparisons (C14): what was sent to networks beside what they say that they have booked. */
export function ComparisonsPage() {
  return (
    <Page.Protect permissions={PAGES['affiliate-comparisons']}>
      <Comparisons />
    </Page.Protect>
  );
}

function Comparisons() {
  const translate = useTranslate();
  const address = useListAddress(LIST);
  const list = useListAffiliateComparisonsQuery(address.query, ANEW);
  const title = translate('affiliate-comparisons.title');
  return (
    <Page.Main aria-busy={list.isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('affiliate-comparisons.subtitle')}
        primaryAction={
          <LinkButton tag={Link} to={comparePath(address.filter.system)}>
            {translate('affiliate-comparisons.compare')}
          </LinkButton>
        }
      />
      <Layouts.Content>
        <ListView
          {...{ address, list, words: WORDS, columns: COLUMNS }}
          keyOf={({ id }) => id}
          rowTo={({ id }) => comparisonPath(id)}
        />
      </Layouts.Content>
    </Page.Main>
  );
}
