import type { Core } from '@strapi/types';
import { type Db, invariant } from '../kernel';
import { BADGE_UID, LEVEL_UID } from './content-types';
import { type Illustrated, type MediaLinks, rememberImages, restoreImages } from './image-store';
import { MEMBER_TABLES } from './schema';

const ILLUSTRATED: readonly Illustrated[] = [
  { uid: BADGE_UID, table: MEMBER_TABLES.badges },
  { uid: LEVEL_UID, table: MEMBER_TABLES.levels },
];

/**
 * L35. While the plugin is disabled, Strapi takes its badges and levels for content types that are no more, and deletes the
 * links to their images with the next change of any schema. So each of them remembers its file, and gets it back.
 */
export async function bringImagesBack(strapi: Core.Strapi, db: Db): Promise<void> {
  for (const content of ILLUSTRATED) {
    await restoreImages(db, linksOf(strapi), content);
    await rememberImages(db, linksOf(strapi), content);
  }
}

/** To be called after a write of badges or levels. */
export async function noteImages(strapi: Core.Strapi, db: Db, uid: string): Promise<void> {
  const content = ILLUSTRATED.find((one) => one.uid === uid);
  if (content) await rememberImages(db, linksOf(strapi), content);
}

/** The table of links, as the upload plugin has it. */
function linksOf(strapi: Core.Strapi): MediaLinks {
  const { related } = strapi.db.metadata.get('plugin::upload.file').attributes as Record<string, unknown>;
  const { joinTable } = related as { joinTable?: JoinTable };
  invariant(joinTable !== undefined, 'the upload plugin keeps no table of what shows its files');
  const { name, joinColumn, morphColumn } = joinTable;
  return {
    table: name,
    file: joinColumn.name,
    content: morphColumn.idColumn.name,
    contentType: morphColumn.typeColumn.name,
  };
}

interface JoinTable {
  readonly name: string;
  readonly joinColumn: { readonly name: string };
  readonly morphColumn: {
    readonly idColumn: { readonly name: string };
    readonly typeColumn: { readonly name: string };
  };
}
