import type { CurrencyNameDto } from '../../contract';
import { formatAmount, readInteger, readMinorUnits, toIso } from '../../kernel';

const MONEY = new Set(
  'amount held earned spent balance_after held_after lot_opened shortfall remaining captured released'.split(' '),
);
const INSTANTS = new Set('expires_at effective_at posted_at earned_at'.split(' '));
const JSON_TEXT = new Set(['metadata', 'terms']);

const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A number of the database's own, which says nothing about anybody. */
const isInternal = ([column, value]: [string, unknown]) => column === 'id' && typeof value !== 'string';

function valueOf(column: string, value: unknown, scale: number): unknown {
  if (value === null) return null;
  if (MONEY.has(column)) return formatAmount(readMinorUnits(value), scale);
  if (INSTANTS.has(column)) return toIso(readInteger(value));
  if (column === 'sequence') return readInteger(value);
  return JSON_TEXT.has(column) ? (JSON.parse(value as string) as unknown) : value;
}

/** A row of the ledger's tables as an export tells it: amounts in major units, instants in UTC. */
export function toExported(row: Readonly<Record<string, unknown>>, { code, scale }: CurrencyNameDto): object {
  const values = Object.entries(row)
    .filter((field) => !isInternal(field))
    .map(([column, value]) => [camel(column), valueOf(column, value, scale)]);
  return { currency: code, ...(Object.fromEntries(values) as object) };
}
