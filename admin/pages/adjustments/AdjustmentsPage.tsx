import { Flex, LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { useAllowed } from '../../allowed';
import { AdjustmentList } from './AdjustmentList';
import { AdjustmentForm } from '../../ui/adjustment/AdjustmentForm';

/** Rewards → Manual adjustments (B18 to B20): the form for whoever may post, and all that were posted for whoever may look. */
export function AdjustmentsPage() {
  return (
    <Page.Protect permissions={PAGES.adjustments}>
      <Adjustments />
    </Page.Protect>
  );
}

function Adjustments() {
  const translate = useTranslate();
  const may = useAllowed();
  const title = translate('adjustments.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('adjustments.subtitle')}
        primaryAction={
          (may('listBatches') || may('postBatch')) && (
            <LinkButton variant="secondary" tag={Link} to="bulk">
              {translate('bulk.open')}
            </LinkButton>
          )
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {may('postAdjustment') && (
            <Panel title={translate('adjustments.form')}>
              <AdjustmentForm />
            </Panel>
          )}
          {may('listAdjustments') && <AdjustmentList />}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
