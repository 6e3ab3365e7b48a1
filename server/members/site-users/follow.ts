import type { Core } from '@strapi/types';
import type { UserNames } from './called';

export const SITE_USER_UID = 'plugin::users-permissions.user';

interface UserEvent {
  readonly params: { readonly data?: unknown; readonly where?: unknown };
  readonly result?: unknown;
  state: { formers?: ReadonlyMap<number, UserNames> };
}

/** What of a user a member follows. */
const FOLLOWED = ['username', 'email', 'confirmed'];

/**
 * Follows the users of the site: whoever signs up, confirms, is renamed or gets a new email. A member who cannot be written must
 * not keep anybody from signing up: it is logged, and the task `follow-users` makes up for it. Where users-permissions is
 * missing nothing is followed.
 *
 * @param follow what is done for users, by their rows and what they were called before
 */
export function followSiteUsers(
  strapi: Core.Strapi,
  follow: (ids: readonly number[], formers: ReadonlyMap<number, UserNames>) => Promise<void>,
): void {
  const attempt = async ({ result, state }: UserEvent): Promise<void> => {
    try {
      await follow(idsIn(result), state.formers ?? new Map());
    } catch (error) {
      strapi.log.error(`Rewards: the member of a user could not be written: ${String(error)}`);
    }
  };
  strapi.db.lifecycles.subscribe({
    models: [SITE_USER_UID],
    afterCreate: attempt,
    async beforeUpdate(event: UserEvent) {
      if (!isFollowed(event.params.data)) return;
      const users = (await strapi.db.query(SITE_USER_UID).findMany({
        where: event.params.where as never,
        select: ['id', 'username', 'email'],
      })) as unknown as readonly (UserNames & { readonly id: number })[];
      event.state.formers = new Map(users.map((user) => [user.id, user]));
    },
    afterUpdate: (event: UserEvent) => (isFollowed(event.params.data) ? attempt(event) : Promise.resolve()),
  });
}

const isFollowed = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && FOLLOWED.some((name) => name in data);

const idsIn = (result: unknown): number[] =>
  [result].flat().flatMap((user) => {
    const id = (user as { readonly id?: unknown } | null)?.id;
    return typeof id === 'number' ? [id] : [];
  });
