import { MEMBER_TABLES } from '../schema';

export const BADGE_UID = 'plugin::rewards.badge';

/** A badge that members are awarded (B16). */
export const badgeContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: MEMBER_TABLES.badges,
    info: { singularName: 'badge', pluralName: 'badges', displayName: 'Rewards badge' },
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
      description: { type: 'text' },
      /** V3. Shown to those alone who have it. */
      secret: { type: 'boolean', default: false, private: true },
      image: { type: 'media', multiple: false, allowedTypes: ['images'] },
      /** The id of the image's file, by which the image survives a time without the plugin (L35): see images.ts. */
      imageFile: { type: 'integer', private: true, visible: false, writable: false, configurable: false },
      awards: {
        type: 'relation',
        relation: 'oneToMany',
        target: 'plugin::rewards.badge-award',
        mappedBy: 'badge',
        private: true,
        writable: false,
        visible: false,
      },
    },
  },
} as const;
