import type { To } from 'react-router-dom';

import { queryText } from '../../../api/request';
import { pathOf } from '../../../paths';

/** No id reads like this, so no comparison's page has its address. */
export const NEW = 'new';

export const comparisonsPath = (): string => pathOf('affiliate-comparisons');
export const comparisonPath = (id: string): string => pathOf('affiliate-comparisons', id);

/** The form, with a system chosen in it where there is one. */
export const comparePath = (system?: string): To => ({
  pathname: pathOf('affiliate-comparisons', NEW),
  search: system === undefined ? '' : queryText({ system }),
});
