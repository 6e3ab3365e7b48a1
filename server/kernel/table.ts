/** One definition a lean table: from it come Strapi's model, what a row is in the code, and the way there and back. */
import type { Field, Stored } from './fields';
import type { LeanModel } from './model-store';
import type { Column, ColumnValue, Write } from './rows';

type Fields = Readonly<Record<string, Field<unknown>>>;
type RowOf<F> = { readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never };

/** What a row of a table is in the code. */
export type Row<T> = T extends Table<infer R> ? R : never;

/** A column that follows from the others: written with them and never read. */
export interface Derived<R> {
  readonly field: Pick<Field<unknown>, 'columns'>;
  write(value: R, row: ColumnValue[]): void;
}

/** A column that follows from others, for an index or an order. */
export const follows = <R, T>(field: Field<T>, of: (value: R) => T): Derived<R> => ({
  field,
  write: (value, row) => field.write(of(value), row),
});

interface Definition<F, R> {
  /** As Strapi's registry names it, such as `ledger-entry`. */
  readonly name: string;
  readonly table: string;
  /** The key first, called `id`. */
  readonly fields: F;
  readonly derived?: Readonly<Record<string, Derived<R>>>;
  /** The database numbers the rows in an `id` that nobody reads, because the fields have none. */
  readonly isNumbered?: true;
  readonly indexes?: LeanModel['indexes'];
}

/** @param columns in the database's spelling */
export const index = (name: string, ...columns: string[]) => ({ name: `rewards_${name}`, columns });
export const unique = (name: string, ...columns: string[]) => ({ ...index(name, ...columns), type: 'unique' as const });

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A field in its table. */
interface Place<R> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly field: Pick<Field<unknown>, 'columns'>;
  readonly read?: Field<unknown>['read'];
  write(value: R, row: ColumnValue[]): void;
}

/** @see Table */
export const defineTable = <const F extends Fields>(definition: Definition<F, RowOf<F>>): Table<RowOf<F>> =>
  new Table(definition);

/**
 * A table of ours that is no content type, and the way between its rows and the values of the code; the columns are the fields'
 * names in snake case. Worked out once a table, so that a row costs no more than its columns.
 */
export class Table<R> {
  readonly name: string;
  /** The columns that are read, for a SELECT. */
  readonly columns: readonly string[];
  /** All columns, those that follow from others among them, as they are written. */
  readonly written: readonly Column[];
  readonly model: LeanModel;
  private readonly places: readonly Place<R>[];
  private readonly own: readonly Place<R>[];

  constructor(definition: Definition<Fields, R>) {
    this.name = definition.table;
    this.own = Object.entries(definition.fields).map(([name, field]) => placeOf(name, field));
    const derived = Object.entries(definition.derived ?? {}).map(([name, one]) => placeOfDerived(name, one));
    this.places = [...this.own, ...derived];
    this.columns = this.own.flatMap(({ columns }) => columns);
    this.written = this.places.flatMap(({ name, field }) =>
      field.columns.map(({ suffix, type }): Column => ({ name: snake(name + suffix), type })),
    );
    this.model = modelOf(definition, this.places);
  }

  /** The columns that are read, of the table under another name in a query. */
  columnsOf(alias: string): string[] {
    return this.columns.map((column) => `${alias}.${column}`);
  }

  /** New rows, to be stored by `writeRows`. */
  inserted(values: readonly R[]): Write {
    return this.write('insert', values);
  }

  /** New rows, of which those that are there already stay as they are. */
  insertedIfNew(values: readonly R[]): Write {
    return this.write('insert-new', values);
  }

  /** Rows that are there already; their `id` is the first column. */
  updated(values: readonly R[]): Write {
    return this.write('update', values);
  }

  private write(kind: Write['kind'], values: readonly R[]): Write {
    return { kind, table: this.name, columns: this.written, rows: values.map((value) => this.toRow(value)) };
  }

  /** Some fields of a row by their columns, for knex; what follows from them is not among them. */
  toColumns(some: Partial<R>): Record<string, ColumnValue> {
    const record: Record<string, ColumnValue> = {};
    for (const { name, columns, write } of this.own) {
      if (!Object.hasOwn(some, name)) continue;
      const row: ColumnValue[] = [];
      write(some as R, row);
      for (const [i, column] of columns.entries()) record[column] = row[i] ?? null;
    }
    return record;
  }

  /** Whether a row that was read with all that is written says this, in every column. */
  isStoredAs(value: R, stored: Stored): boolean {
    const wanted = this.toRow(value);
    return this.written.every(({ name }, i) => textOf(stored[name]) === textOf(wanted[i]));
  }

  /** Reads what a query answered; an integer that lost digits on the way is refused (L3). */
  read(rows: unknown): R[] {
    return (rows as Stored[]).map((row) => this.readOne(row));
  }

  /** As `read`, of one row, which may hold columns of others besides. */
  readOne(row: Stored): R {
    return readPlaces<R>(this.own, row);
  }

  /** The table under another name in a join, its columns kept apart from those of the others. */
  as(alias: string): Joined<R> {
    const under = (column: string) => `${alias}_${column}`;
    const places = this.own.map(({ name, columns, read }) => ({ name, read, columns: columns.map(under) }));
    return {
      columns: Object.fromEntries(this.columns.map((column) => [under(column), `${alias}.${column}`])),
      readOne: (row) => readPlaces<R>(places, row),
    };
  }

  /** The values of a row, in the order in which they are written. */
  private toRow(value: R): ColumnValue[] {
    const row: ColumnValue[] = [];
    for (const place of this.places) place.write(value, row);
    return row;
  }
}

/** A table in a join. */
export interface Joined<R> {
  /** For a SELECT. */
  readonly columns: Readonly<Record<string, string>>;
  /** Reads a row of the join. */
  readOne(row: Stored): R;
}

function readPlaces<R>(places: readonly Pick<Place<R>, 'name' | 'columns' | 'read'>[], row: Stored): R {
  const value: Record<string, unknown> = {};
  for (const { name, columns, read } of places) value[name] = read?.(row, columns);
  return value as R;
}

function placeOf<R>(name: string, field: Field<unknown>): Place<R> {
  return {
    ...{ name, columns: columnsOf(name, field), field },
    read: field.read,
    write: (value, row) => field.write((value as Readonly<Record<string, unknown>>)[name], row),
  };
}

const placeOfDerived = <R>(name: string, { field, write }: Derived<R>): Place<R> => ({
  ...{ name, columns: columnsOf(name, field), field, write },
});

/** A value as drivers agree on it: an integer is a number to one of them and its digits to another. */
const textOf = (value: unknown): string | null => ((value ?? null) === null ? null : String(value));

const columnsOf = (name: string, { columns }: Pick<Field<unknown>, 'columns'>): string[] =>
  columns.map(({ suffix }) => snake(name + suffix));

/** As Strapi gets it. */
function modelOf<R>(definition: Definition<Fields, R>, places: readonly Place<R>[]): LeanModel {
  const { name, table, isNumbered, indexes = [] } = definition;
  const attributes = places.flatMap(({ name: own, field }) =>
    field.columns.map(({ suffix, attribute, isRequired, isPrimary }) => [
      own + suffix,
      {
        ...attribute,
        column: { ...(isRequired ? { notNullable: true } : {}), ...(isPrimary ? { primary: true } : {}) },
      },
    ]),
  );
  return {
    uid: `plugin::rewards.${name}`,
    singularName: name,
    tableName: table,
    attributes: Object.fromEntries([...(isNumbered ? [['id', { type: 'increments' }]] : []), ...attributes]) as object,
    indexes,
  };
}
