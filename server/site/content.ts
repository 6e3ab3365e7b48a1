/** Badges, levels and tiers in the shape in which Strapi's content API has them, their images with them. */
import type { Core } from '@strapi/types';
import { BADGE_UID, type LEVEL_UID, TIER_UID } from '../members';
import type { SiteContent } from '../contract';
import type { Visible } from './consent/visible';

type Uid = typeof BADGE_UID | typeof LEVEL_UID | typeof TIER_UID;

interface Entry extends SiteContent {
  readonly id: number;
}

export interface ContentReader {
  /** What content has to say, by its rows. */
  read(uid: Uid, rows: readonly number[], auth: object | undefined): Promise<Map<number, SiteContent>>;
  /** All of a kind that anybody may see. */
  all(uid: Uid, auth: object | undefined): Promise<SiteContent[]>;
  /** Badges for whoever has them, secret ones among them (V3). */
  readOwnBadges(rows: readonly number[], auth: object | undefined): Promise<Map<number, SiteContent>>;
}

export function createContentReader(strapi: Core.Strapi, visible: () => Visible): ContentReader {
  async function entries(uid: Uid, filters: object, auth: object | undefined): Promise<Entry[]> {
    const found = (await strapi.documents(uid as never).findMany({
      filters: filters as never,
      populate: (uid === TIER_UID ? [] : ['image']) as never,
    })) as unknown as Entry[];
    const shown = (await strapi.contentAPI.sanitize.output(found, strapi.getModel(uid as never), {
      auth,
    })) as (Entry | null)[];
    return shown.filter((entry) => entry !== null);
  }

  return {
    readOwnBadges(rows, auth) {
      visible().admitBadges(rows);
      return this.read(BADGE_UID, rows, auth);
    },
    async read(uid, rows, auth) {
      if (rows.length === 0) return new Map();
      const shown = await entries(uid, { id: { $in: [...new Set(rows)] } }, auth);
      return new Map(shown.map((entry) => [entry.id, entry]));
    },
    all: (uid, auth) => entries(uid, {}, auth),
  };
}
