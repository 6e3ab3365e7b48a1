import { CLUB_LIMITS, MISSION_STATES } from '../../contract';
import { CLUB_TABLES } from '../schema';

export const MISSION_UID = 'plugin::rewards.mission';

const text = (length: number) => ({ type: 'string', columnType: { type: 'string', args: [length] } }) as const;

/** E9. A mission: what it is called, and how it stands. Written on its own page, whose every change is checked as a whole. */
export const missionContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: CLUB_TABLES.missions,
    info: { singularName: 'mission', pluralName: 'missions', displayName: 'Mission' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
    attributes: {
      code: { ...text(CLUB_LIMITS.code), required: true, unique: true, column: { unique: true, notNullable: true } },
      name: { ...text(CLUB_LIMITS.name), required: true },
      description: { type: 'text' },
      state: { type: 'enumeration', enum: [...MISSION_STATES], required: true, default: 'draft' },
      /** What the newest version says, or the draft. */
      definition: { type: 'json', private: true, required: true },
    },
  },
} as const;
