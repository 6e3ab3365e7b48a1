import type { CurrencyNameDto } from '../../server/contract';
import { useGetCatalogueQuery } from '../api/catalogue';

const NONE: readonly CurrencyNameDto[] = [];

/** The currencies that there are, and the name and the decimals of one by its code, which stands in until they are known. */
export function useCurrencies() {
  const { data } = useGetCatalogueQuery({});
  const currencies: readonly CurrencyNameDto[] = data?.currencies ?? NONE;
  const find = (code: string) => currencies.find((one) => one.code === code);
  return {
    currencies,
    nameOf: (code: string): string => find(code)?.name ?? code,
    scaleOf: (code: string): number | undefined => find(code)?.scale,
  };
}
