import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { PAGES } from '../../../permissions';
import { NewComparison } from './new/NewComparison';
import { Comparison } from './one/Comparison';
import { NEW } from './paths';

/** C14. One comparison, or one that is yet to be made. */
export function ComparisonPage() {
  const { comparison = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES['affiliate-comparisons']}>
      {comparison === NEW ? <NewComparison /> : <Comparison key={comparison} id={comparison} />}
    </Page.Protect>
  );
}
