/** How an instant is told on one line inside a sentence: to the minute, with the name of its zone. */
export const TO_THE_MINUTE = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

/** The same to the second, in UTC whatever the browser's zone, and with 24 hours to the day. */
export const UTC_TO_THE_SECOND = {
  ...TO_THE_MINUTE,
  hour: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
} as const;
