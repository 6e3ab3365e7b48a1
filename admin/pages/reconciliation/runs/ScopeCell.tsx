import { Typography } from '@strapi/design-system';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { MemberLink } from '../../../ui/MemberLink';

/** Whom the run was to look at. */
export function ScopeCell({ run: { type, member } }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  if (member) return <MemberLink member={member} />;
  return <Typography textColor="neutral800">{translate(`reconciliation.type.${type}`)}</Typography>;
}
