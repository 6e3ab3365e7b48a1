import { useIntl } from 'react-intl';

import { AFFILIATE_EVENT_TYPES, type AffiliateShownEventDto, type DecimalString } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';

type KnownType = (typeof AFFILIATE_EVENT_TYPES)[number];
const isKnown = (type: string): type is KnownType => AFFILIATE_EVENT_TYPES.some((one) => one === type);

/** How events are told, in the administrator's language. */
export function useEventWords() {
  const translate = useTranslate();
  const { locale } = useIntl();
  return {
    /** The types that the report knows by name; others as they were recorded. */
    type: (type: string): string => (isKnown(type) ? translate(`affiliates.type.${type}`) : type),
    /** C10. `EUR 1,234.50`. */
    amount: (currency: string, amount: DecimalString | null): string =>
      amount === null ? translate('affiliates.none') : `${currency} ${formatDecimal(amount, locale, 'negative')}`,
    /** C7. */
    related({ related }: Pick<AffiliateShownEventDto, 'related'>): string {
      if (!related) return translate('affiliates.none');
      const { kind, id } = related;
      return translate(`affiliates.related.${kind}`, { id });
    },
  };
}
