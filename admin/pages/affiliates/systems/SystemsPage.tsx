import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { AffiliateSystemListQuery, AffiliateSystemRowDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { useListAffiliateSystemsQuery } from '../../../api/affiliate-systems';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { ANEW, ListView, type ListWords } from '../../../ui/list/ListView';
import type { ListSpec } from '../../../ui/list/spec';
import { useListAddress } from '../../../ui/list/useListAddress';
import { Panel } from '../../../ui/Panel';
import { COLUMNS } from './columns';
import { contentPath, NEW, systemPath } from './paths';

const LIST: ListSpec<AffiliateSystemListQuery> = { standardSort: 'name:ASC' };

const WORDS: ListWords = {
  label: 'affiliate-systems.title',
  empty: 'affiliate-systems.empty',
  loading: 'affiliate-systems.loading',
  failed: 'affiliate-systems.failed',
};

/** Rewards → Affiliate systems (C11): where events are sent, and how that goes. */
export function SystemsPage() {
  return (
    <Page.Protect permissions={PAGES['affiliate-systems']}>
      <Systems />
    </Page.Protect>
  );
}

function Systems() {
  const translate = useTranslate();
  const may = useAllowed();
  const address = useListAddress(LIST);
  const list = useListAffiliateSystemsQuery(withoutSort(address.query), ANEW);
  const title = translate('affiliate-systems.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('affiliate-systems.subtitle')}
        primaryAction={
          may('createAffiliateSystem') && (
            <LinkButton tag={Link} to={systemPath(NEW)}>
              {translate('affiliate-systems.new')}
            </LinkButton>
          )
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <ListView
            {...{ address, list, words: WORDS, columns: COLUMNS }}
            keyOf={({ id }: AffiliateSystemRowDto) => id}
            rowTo={({ code }: AffiliateSystemRowDto) => systemPath(code)}
          />
          <Partners />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

/** By name, always. */
const withoutSort = ({ page, pageSize }: AffiliateSystemListQuery): AffiliateSystemListQuery => ({
  ...(page !== undefined && { page }),
  ...(pageSize !== undefined && { pageSize }),
});

/** Who sends members, and by which links, is content. */
function Partners() {
  const translate = useTranslate();
  return (
    <Panel title={translate('affiliate-systems.partners')}>
      <Flex direction="column" alignItems="flex-start" gap={4}>
        <Typography textColor="neutral700">{translate('affiliate-systems.partners.about')}</Typography>
        <Flex gap={2} wrap="wrap">
          <LinkButton variant="secondary" tag={Link} to={contentPath('affiliate')}>
            {translate('affiliate-systems.partners.affiliates')}
          </LinkButton>
          <LinkButton variant="secondary" tag={Link} to={contentPath('affiliate-link')}>
            {translate('affiliate-systems.partners.links')}
          </LinkButton>
        </Flex>
      </Flex>
    </Panel>
  );
}
