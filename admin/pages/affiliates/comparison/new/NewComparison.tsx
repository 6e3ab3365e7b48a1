import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useNavigate, useSearchParams } from 'react-router-dom';

import type { AffiliateComparisonDto } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { comparisonPath, comparisonsPath } from '../paths';
import { CompareFields } from './CompareFields';

/** C14. Sets a comparison up: of which system, of which days, with which file, and what its columns are. */
export function NewComparison() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [address] = useSearchParams();
  const title = translate('affiliate-comparisons.new');
  const onCompared = ({ id }: AffiliateComparisonDto) => {
    toggleNotification({ type: 'success', message: translate('affiliate-comparisons.compared') });
    // Once the form has let go of what stood in it.
    setTimeout(() => navigate(comparisonPath(id), { replace: true }));
  };
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('affiliate-comparisons.new.about')}
        navigationAction={<BackButton fallback={comparisonsPath()} />}
      />
      <Layouts.Content>
        <CompareFields system={address.get('system') ?? ''} onCompared={onCompared} />
      </Layouts.Content>
    </Page.Main>
  );
}
