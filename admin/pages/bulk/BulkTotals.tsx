import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { BulkPreviewDto } from '../../../server/contract';
import { useGetCatalogueQuery } from '../../api/catalogue';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';

/** How many lines can be posted and how many cannot, and what those come to, currency by currency. */
export function BulkTotals({ preview: { good, bad, totals } }: { readonly preview: BulkPreviewDto }) {
  const { locale } = useIntl();
  const translate = useTranslate();
  const { data: catalogue } = useGetCatalogueQuery({});
  const nameOf = (code: string) => catalogue?.currencies.find((one) => one.code === code)?.name ?? code;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} role="status">
      <Typography fontWeight="semiBold">{translate('bulk.good', { good })}</Typography>
      {bad > 0 && (
        <Typography fontWeight="semiBold" textColor="danger700">
          {translate('bulk.bad', { bad })}
        </Typography>
      )}
      {totals.map(({ currency, added, taken }) => (
        <Typography key={currency} textColor="neutral600">
          {translate('bulk.total', {
            currency: nameOf(currency),
            added: formatDecimal(added, locale, 'negative'),
            taken: formatDecimal(taken, locale, 'negative'),
          })}
        </Typography>
      ))}
    </Flex>
  );
}
