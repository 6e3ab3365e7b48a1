import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { CurrencyNameDto, SuggestedRepairDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';

interface SuggestionProps {
  readonly suggestion: SuggestedRepairDto;
  readonly currency: CurrencyNameDto;
}

/** The repair that is likely right, and by how much where it is an adjustment. */
export function Suggestion({ suggestion: { action, amount }, currency }: SuggestionProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  return (
    <Typography tag="p" textColor="neutral800">
      {translate(`reconciliation.suggestion.${action}`)}
      {amount !== null &&
        ` ${translate('reconciliation.suggestion.amount', {
          amount: formatDecimal(amount, locale, 'always'),
          currency: currency.name,
        })}`}
    </Typography>
  );
}
