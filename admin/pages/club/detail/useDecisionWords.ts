import { useIntl } from 'react-intl';

import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';
import { useMissionWords } from '../../../ui/mission/useMissionWords';
import { usePayoutWords } from '../usePayoutWords';
import { type DecisionWords, decisionWords } from './decision-words';

/** The words of decisions in the administrator's language. */
export function useDecisionWords(): DecisionWords {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { comparison } = useMissionWords();
  const { what, why } = usePayoutWords();
  const figure = (decimal: string) => formatDecimal(decimal, locale, 'negative');
  return decisionWords({ translate, locale, comparison, what, why, figure });
}
