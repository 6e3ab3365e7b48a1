import type { Db } from '../kernel';

/** The table in which Strapi keeps which content shows which media file, by its columns' names. */
export interface MediaLinks {
  readonly table: string;
  readonly file: string;
  readonly content: string;
  readonly contentType: string;
}

/** Content with one media field, `image`, and a column `image_file` that remembers what it shows. */
export interface Illustrated {
  readonly uid: string;
  readonly table: string;
}

const FIELD = 'image';
const FILES = 'files';

/** Notes which file each of them shows. */
export async function rememberImages(db: Db, links: MediaLinks, { uid, table }: Illustrated): Promise<void> {
  const shown = () =>
    db(links.table)
      .max(links.file)
      .where({ [links.contentType]: uid, field: FIELD })
      .whereRaw('?? = ??', [`${links.table}.${links.content}`, `${table}.id`]);
  await db(table).update({ image_file: shown() }).whereRaw('COALESCE(image_file, 0) <> COALESCE((?), 0)', [shown()]);
}

/** Links each of them to the file that it showed, where the link is gone and the file is there. */
export async function restoreImages(db: Db, links: MediaLinks, { uid, table }: Illustrated): Promise<void> {
  const lost = await db(`${table} as content`)
    .join(`${FILES} as file`, 'file.id', 'content.image_file')
    .leftJoin(`${links.table} as link`, (join) => {
      join
        .on(`link.${links.content}`, 'content.id')
        .andOnVal(`link.${links.contentType}`, uid)
        .andOnVal('link.field', FIELD);
    })
    .whereNull(`link.${links.file}`)
    .select<{ id: number; file: number }[]>('content.id as id', 'file.id as file');
  for (const { id, file } of lost) {
    await db(links.table).insert({
      [links.file]: file,
      [links.content]: id,
      [links.contentType]: uid,
      field: FIELD,
      order: 1,
    });
  }
}
