export { type EventMoney, moneyOf, UNKNOWN_CURRENCY } from './money-of';
export { type EventTexts, savedPayloadText } from './saved-payload';
export { UNIT_DECIMALS } from './units';
