/** Strapi's own table of the content type: others join it for a currency's name and scale. */
export const CURRENCIES_TABLE = 'rewards_currencies';
