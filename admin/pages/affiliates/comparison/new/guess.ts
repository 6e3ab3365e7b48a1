import { type AffiliateMatch, type AffiliateStatementDto, readStatementAmount } from '../../../../../server/contract';
import type { MappingDraft } from './draft';

/** How networks call a column, letters and digits alone; the likelier ones first. */
const NAMES = {
  clickId: [
    ...['clickid', 'affclickid', 'subid', 'affsub', 'sub1', 'subid1', 'affsub1', 's1', 'clickref', 'clkid', 'cid'],
    ...['click', 'klickid', 'klick'],
  ],
  transactionId: ['transactionid', 'txid', 'txnid', 'txn', 'tx', 'transaction', 'transaktionsid', 'transaktion'],
  externalId: [
    ...['externalid', 'eventid', 'advertisereventid', 'orderid', 'ordernumber', 'orderref', 'reference', 'adv1'],
    ...['externeid', 'bestellnummer', 'auftragsnummer', 'referenz', 'conversionid'],
  ],
  amount: [
    ...['payout', 'amount', 'commission', 'revenue', 'value', 'sum', 'saleamount', 'earnings', 'price', 'total'],
    ...['betrag', 'provision', 'auszahlung', 'umsatz', 'wert', 'summe'],
  ],
  currency: ['currency', 'ccy', 'cur', 'currencycode', 'payoutcurrency', 'waehrung', 'währung'],
  status: ['status', 'state', 'conversionstatus', 'zustand'],
  date: [
    ...['conversiondate', 'conversiontime', 'date', 'datetime', 'created', 'createdat', 'time', 'timestamp', 'day'],
    ...['eventdate', 'datum', 'zeitpunkt', 'zeit', 'tag'],
  ],
} as const;

/** How they call what they have booked. */
const BOOKED = new Set([
  ...['approved', 'accepted', 'booked', 'confirmed', 'paid', 'payable', 'locked', 'valid', 'complete', 'completed'],
  ...['genehmigt', 'bestätigt', 'gebucht', 'bezahlt', 'freigegeben'],
]);

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** What the columns of a file are, by their names and by what stands in the first lines. */
export function guessMapping({ columns, lines }: AffiliateStatementDto): MappingDraft {
  const cellsOf = (column: string) =>
    lines.map(({ cells }) => cells?.[columns.indexOf(column)]?.trim() ?? '').filter((cell) => cell !== '');
  const currencyColumn = named(columns, NAMES.currency);
  const statusColumn = named(columns, NAMES.status);
  const dateColumn = named(columns, NAMES.date);
  // "Payout currency" is no payout, and "Click time" no click.
  const others = columns.filter((column) => ![currencyColumn, statusColumn, dateColumn].includes(column));
  const ids = IDS.map((match) => ({ match, column: named(others, NAMES[match]) })).find(({ column }) => column !== '');
  const own = others.find((column) => cellsOf(column).length > 0 && cellsOf(column).every((cell) => ULID.test(cell)));
  const amountColumn = named(others, NAMES.amount);
  return {
    match: own === undefined ? (ids?.match ?? 'clickId') : 'event',
    idColumn: own ?? ids?.column ?? '',
    amountColumn,
    currencyColumn,
    currency: '',
    statusColumn,
    bookedStatuses: statusesIn(cellsOf(statusColumn))
      .filter((status) => BOOKED.has(status.toLowerCase()))
      .join(', '),
    dateColumn,
    decimalSign: decimalSignIn(cellsOf(amountColumn)),
  };
}

const IDS = ['clickId', 'transactionId', 'externalId'] as const satisfies readonly AffiliateMatch[];

/** By what a column of this name says which event a line is of, if it does. */
export const matchOf = (column: string): AffiliateMatch | undefined =>
  IDS.find((match) => named([column], NAMES[match]) !== '');

/** Letters and digits of a name from which on a longer one is taken that begins or ends with it. */
const LEAST = 4;

/** The column of the likeliest name: that name alone, or else one that begins or ends with it. */
function named(columns: readonly string[], names: readonly string[]): string {
  const plain = columns.map((column) => ({ column, text: column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') }));
  for (const name of names) {
    const found = plain.find(({ text }) => text === name);
    if (found) return found.column;
  }
  for (const name of names.filter(({ length }) => length >= LEAST)) {
    const found = plain.find(({ text }) => text.startsWith(name) || text.endsWith(name));
    if (found) return found.column;
  }
  return '';
}

/** Each status once, as it is written at first. */
export const statusesIn = (cells: readonly string[]): string[] =>
  cells.filter((cell, i) => cells.findIndex((one) => one.toLowerCase() === cell.toLowerCase()) === i);

/** With which sign more of the amounts can be read; a point where they say nothing. */
function decimalSignIn(cells: readonly string[]): MappingDraft['decimalSign'] {
  const readable = (sign: MappingDraft['decimalSign']) =>
    cells.filter((cell) => readStatementAmount(cell, sign) !== undefined).length;
  return readable(',') > readable('.') ? ',' : '.';
}
