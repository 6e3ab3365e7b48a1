import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import { useListPoolsQuery } from '../../api/missions';
import { useTranslate } from '../../translate';
import { useCurrencies } from '../useCurrencies';
import { type MissionWords, missionWords } from './words';

/** The words of missions in the administrator's language. */
export function useMissionWords(): MissionWords {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { currencies } = useCurrencies();
  const { data: pools } = useListPoolsQuery({});
  return useMemo(() => {
    const nameIn = (all: readonly { readonly code: string; readonly name: string }[] | undefined) => (code: string) =>
      all?.find((one) => one.code === code)?.name ?? code;
    return missionWords({ translate, locale, currencyName: nameIn(currencies), poolName: nameIn(pools) });
  }, [translate, locale, currencies, pools]);
}
