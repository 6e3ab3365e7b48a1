/** Currencies: their content type, what an edit may do, and how the ledger reads them. */
export { currencyContentType, CURRENCY_UID } from './content-type';
export { currencyGuard } from './currency-guard';
export { movesStandings, type CurrencyContent } from './currency-rules';
export { readCurrencies, type CurrencySetting } from './currency-store';
export { restandAccounts } from './standing-store';
