/**
 * What a lean table can hold, a kind of field each: how Strapi's schema says its columns, and the way between them and the
 * value. An instant is an integer of milliseconds, so that no time zone can touch it (L7); money is one of minor units (L1).
 */
import { type Actor, LIMITS, type MemberId } from '../contract';
import { toActor } from './actor';
import { type MinorUnits, readInteger, readMinorUnits } from './amount';
import type { Milliseconds } from './clock';
import type { ColumnValue } from './rows';

/** A row as a driver gives it. */
export type Stored = Readonly<Record<string, unknown>>;

interface FieldColumn {
  /** What its name has behind the field's: nothing where the field is one column. */
  readonly suffix: string;
  readonly type: 'text' | 'bigint';
  /** How a schema of Strapi's says it. */
  readonly attribute: object;
  readonly isRequired: boolean;
  readonly isPrimary?: boolean;
}

export interface Field<T> {
  readonly columns: readonly FieldColumn[];
  /** @param columns the names of the field's columns in the row */
  read(row: Stored, columns: readonly string[]): T;
  /** Adds the values of the columns to a row that is being made. */
  write(value: T, row: ColumnValue[]): void;
}

interface Way<T> {
  readonly attribute: object;
  readonly type: FieldColumn['type'];
  read(stored: unknown): T;
  write(value: T): ColumnValue;
}

const fieldOf = <T>({ attribute, type, read, write }: Way<T>): Field<T> => ({
  columns: [{ suffix: '', type, attribute, isRequired: true }],
  read: (row, columns) => read(row[columns[0] ?? '']),
  write: (value, row) => void row.push(write(value)),
});

const as = <T>(stored: unknown): T => stored as T;
const INTEGER = { attribute: { type: 'biginteger' }, type: 'bigint' } as const;

/** @param width in characters */
export const text = <T extends string = string>(width: number): Field<T> =>
  fieldOf<T>({
    ...{ attribute: { type: 'string', columnType: { type: 'string', args: [width] } }, type: 'text' },
    ...{ read: as, write: as },
  });

/** A whole number that is no money. */
export const integer = <T extends number = number>(): Field<T> =>
  fieldOf<T>({ ...INTEGER, read: (stored) => readInteger(stored) as T, write: (value) => value });

export const instant = (): Field<Milliseconds> => integer();

export const money = (): Field<MinorUnits> => fieldOf<MinorUnits>({ ...INTEGER, read: readMinorUnits, write: as });

export const flag = (): Field<boolean> =>
  fieldOf<boolean>({ ...INTEGER, read: (stored) => readInteger(stored) === 1, write: Number });

const LONG_TEXT = { attribute: { type: 'text' }, type: 'text' } as const;
/** MySQL's `text` ends at 64 kB. */
const VERY_LONG_TEXT = {
  attribute: { type: 'text', columnType: { type: 'text', args: ['longtext'] } },
  type: 'text',
} as const;

export const longText = (): Field<string> => fieldOf<string>({ ...LONG_TEXT, read: as, write: as });
export const veryLongText = (): Field<string> => fieldOf<string>({ ...VERY_LONG_TEXT, read: as, write: as });

const JSON_WAY = { read: <T>(stored: unknown) => JSON.parse(stored as string) as T, write: JSON.stringify };
export const json = <T>(): Field<T> => fieldOf<T>({ ...LONG_TEXT, ...JSON_WAY });
export const longJson = <T>(): Field<T> => fieldOf<T>({ ...VERY_LONG_TEXT, ...JSON_WAY });

/** A number that the database gives. */
export const serial = <T extends number = number>(): Field<T> =>
  withColumn(integer<T>(), { attribute: { type: 'increments' }, isRequired: false });

/** A field that may be empty. */
export const nullable = <T>(field: Field<T>): Field<T | null> => ({
  columns: field.columns.map((column) => ({ ...column, isRequired: false })),
  read(row, columns) {
    const stored = row[columns[0] ?? ''];
    return stored === null || stored === undefined ? null : field.read(row, columns);
  },
  write(value, row) {
    if (value !== null && value !== undefined) field.write(value, row);
    else for (let i = 0; i < field.columns.length; i += 1) row.push(null);
  },
});

/** The key of a table. */
export const primary = <T>(field: Field<T>): Field<T> => withColumn(field, { isPrimary: true });

const withColumn = <T>(field: Field<T>, change: Partial<FieldColumn>): Field<T> => ({
  ...field,
  columns: field.columns.map((column) => ({ ...column, ...change })),
});

const withSuffix = <T>(field: Field<T>, suffix: string): readonly FieldColumn[] =>
  withColumn(field, { suffix, isRequired: false }).columns;

/** Who acted, in two columns; null where nobody is known. */
export const actor = (): Field<Actor | null> => ({
  columns: [...withSuffix(text(LIMITS.actorId), 'Id'), ...withSuffix(text(LIMITS.actorName), 'Name')],
  read(row, [id = '', name = '']) {
    return typeof row[id] === 'string' ? toActor(row[id], (row[name] as string | null) ?? null) : null;
  },
  write: (value, row) => void row.push(value?.id ?? null, value?.name ?? null),
});

/** An id that the engine makes: a ULID. */
export const ulid = (): Field<string> => text(26);
/** By which Strapi knows an entry of a content type. */
export const documentId = (): Field<string> => text(40);
/** The documentId of a member. */
export const memberId = (): Field<MemberId> => documentId();
export const currencyCode = (): Field<string> => text(32);
/** A level, a tier, a badge, an error: by its code. */
export const code = <T extends string = string>(): Field<T> => text<T>(64);
/** One of a few words of ours. */
export const word = <T extends string = string>(): Field<T> => text<T>(16);
/** A SHA-256 in hex. */
export const hash = (): Field<string> => text(64);
/** The short form of a hash by which something is found. */
export const shortHash = (): Field<string> => text(40);
