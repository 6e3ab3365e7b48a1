/**
 * The lean models on their way to the database. Strapi makes their tables and columns; what it cannot hold is made here,
 * where its schema sync never looks.
 */
import type { Db, Dialect } from './index';

interface Attribute {
  readonly column?: { readonly primary?: boolean };
}

interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly type?: string;
}

/** A model as a room gives it. */
export interface LeanModel {
  readonly uid: string;
  readonly singularName: string;
  readonly tableName: string;
  readonly attributes: object;
  readonly indexes: readonly Index[];
}

/**
 * On PostgreSQL and MySQL Strapi overlooks the column `id` when it reads which indexes there are. It would make the ones
 * on `id` again with every change of any schema, and fail; and drop and build anew those that hold it among others, which
 * takes minutes on a large ledger. It leaves alone what it was never told of.
 */
const holdsId = ({ columns }: Index): boolean => columns.includes('id');

/** A model as Strapi gets it. Strapi writes the column's name into each attribute, so no two may share an object. */
export function forStrapi(model: LeanModel): object {
  const attributes = Object.entries(model.attributes as Record<string, Attribute>).map(([name, attribute]) => {
    const { primary: _, ...column } = attribute.column ?? {};
    return [name, { ...attribute, column }];
  });
  return {
    ...model,
    attributes: Object.fromEntries(attributes) as object,
    indexes: model.indexes.filter((index) => !holdsId(index)),
  };
}

/** Makes the indexes of a model that Strapi was not told of, the primary key among them, where they are missing. */
export async function createIdIndexes(db: Db, dialect: Dialect, model: LeanModel): Promise<void> {
  const { tableName } = model;
  const id = (model.attributes as Record<string, Attribute>).id;
  const primary: Index[] = id?.column?.primary ? [{ name: `${tableName}_id`, columns: ['id'], type: 'unique' }] : [];
  for (const { name, columns, type } of [...primary, ...model.indexes.filter(holdsId)]) {
    if (dialect === 'mysql' && (await isOnMysql(db, tableName, name))) continue;
    const kind = type === 'unique' ? 'UNIQUE INDEX' : 'INDEX';
    const unlessThere = dialect === 'mysql' ? '' : 'IF NOT EXISTS';
    await db.raw(`CREATE ${kind} ${unlessThere} ${name} ON ${tableName} (${columns.join(', ')})`);
  }
}

/** MySQL cannot make an index unless it exists. */
async function isOnMysql(db: Db, table: string, name: string): Promise<boolean> {
  const answer: unknown = await db.raw(
    'SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1',
    [table, name],
  );
  return (answer as [unknown[]])[0].length > 0;
}
