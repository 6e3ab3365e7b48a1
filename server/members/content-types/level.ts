import { MEMBER_TABLES } from '../schema';

export const LEVEL_UID = 'plugin::rewards.level';

/** B6. A level, reached at a balance of the currency that drives levels. */
export const levelContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: MEMBER_TABLES.levels,
    info: { singularName: 'level', pluralName: 'levels', displayName: 'Rewards level' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: true } },
    attributes: {
      name: { type: 'string', required: true },
      code: {
        type: 'string',
        required: true,
        unique: true,
        columnType: { type: 'string', args: [64] },
        column: { unique: true, notNullable: true },
      },
      // What has a default is not `required`: the types that Strapi generates would ask for it. See `refuseEmptied`.
      /** A decimal string in major units: a number column would lose digits (L3). */
      threshold: { type: 'string', default: '0', column: { notNullable: true } },
      description: { type: 'text' },
      image: { type: 'media', multiple: false, allowedTypes: ['images'] },
      /** The id of the image's file, by which the image survives a time without the plugin (L35): see images.ts. */
      imageFile: { type: 'integer', private: true, visible: false, writable: false, configurable: false },
    },
  },
} as const;
