import { Flex, Link } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import { BULK_PAGE } from '../../permissions';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { useAllowed } from '../../allowed';
import { BatchList } from './BatchList';
import { BulkForm } from './BulkForm';

/** Rewards → Manual adjustments → Bulk: many adjustments from a file, posted as one and reversed as one. */
export function BulkPage() {
  return (
    <Page.Protect permissions={BULK_PAGE}>
      <Bulk />
    </Page.Protect>
  );
}

function Bulk() {
  const translate = useTranslate();
  const may = useAllowed();
  const title = translate('bulk.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('bulk.subtitle')}
        navigationAction={
          <Link tag={NavLink} to=".." relative="path" startIcon={<ArrowLeft />}>
            {translate('adjustments.title')}
          </Link>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {may('postBatch') && (
            <Panel title={translate('bulk.form')}>
              <BulkForm />
            </Panel>
          )}
          {may('listBatches') && (
            <Panel isBare title={translate('bulk.batches')}>
              <BatchList />
            </Panel>
          )}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
