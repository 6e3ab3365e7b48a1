import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { DecimalString } from '../../server/contract';
import { formatDecimal } from './decimal';

/** An unsigned figure, its digits of one width, so that figures below each other can be compared. */
export function Figure({ children }: { readonly children: DecimalString }) {
  const { locale } = useIntl();
  return (
    <Typography textColor="neutral800" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {formatDecimal(children, locale, 'negative')}
    </Typography>
  );
}
