/** Currencies: their content type, what an edit may do, and the one reader of them. */
export { CURRENCY_UID } from './content-type';
export { readCurrencies, toCurrencyName } from './currency-store';
export { currencyRoom, type RuleEdits } from './room';
export { CURRENCIES_TABLE } from './schema';
