import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { useAllowed } from '../../allowed';
import { FormPanel } from './FormPanel';
import { RedemptionList } from './RedemptionList';

/** Rewards → Redemptions (D9): the form for whoever may redeem on orders, and every attempt for whoever may look. */
export function RedemptionsPage() {
  return (
    <Page.Protect permissions={PAGES.redemptions}>
      <Redemptions />
    </Page.Protect>
  );
}

function Redemptions() {
  const translate = useTranslate();
  const may = useAllowed();
  const title = translate('redemptions.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={translate('redemptions.subtitle')} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {may('holdRedemption') && <FormPanel />}
          {may('listRedemptions') && <RedemptionList />}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
