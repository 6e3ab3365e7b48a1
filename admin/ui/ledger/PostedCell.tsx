import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Instant } from '../../ui/Instant';

/** When the row was posted, and for a backdated one the day from which it counts (L6). */
export function PostedCell({ postedAt, effectiveAt }: Pick<LedgerRowDto, 'postedAt' | 'effectiveAt'>) {
  const { formatDate } = useIntl();
  const translate = useTranslate();
  const date = formatDate(effectiveAt, { year: 'numeric', month: 'short', day: 'numeric' });
  return (
    <>
      <Instant at={postedAt} />
      {effectiveAt !== postedAt && (
        <Typography tag="div" variant="pi" textColor="neutral600" title={effectiveAt} style={{ whiteSpace: 'nowrap' }}>
          {translate('ledger.effective', { date })}
        </Typography>
      )}
    </>
  );
}
