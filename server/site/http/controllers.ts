/** Answers the routes of the site: what anybody may see of members, and what members see of themselves. */
import type { MemberDto, OwnHistoryDto } from '../../contract';
import { RewardsError, toIso } from '../../kernel';
import {
  contentAction,
  contentFileAction,
  type SiteContext,
  type SiteController,
  siteUserOf,
} from '../../kernel/content-api';
import { NO_CONSENT } from '../../members';
import { type ExportOfMember, type Leaderboards, ownExpiry, ownHistory } from '../../reports';
import { chooseConsent, me, type MeDependencies, memberOf } from '../me';
import { publicProfile } from '../profile';
import {
  CHOOSE_CONSENT,
  LEADERBOARD,
  ME,
  OWN_CONSENT,
  OWN_EXPIRY,
  OWN_EXPORT,
  OWN_HISTORY,
  OWN_RANK,
  OWN_STATEMENT,
  PROFILE,
} from './schemas';

export interface SiteDependencies extends MeDependencies {
  readonly leaderboards: Leaderboards;
  readonly exportMember: ExportOfMember;
}

/** V2. The action has the name by which Strapi permits what populates a member: whoever may read the one may read the other. */
export const memberController = (dependencies: SiteDependencies): object => ({
  find: contentAction(PROFILE, 'public', async ({ handle }, { state }) => ({
    data: await publicProfile(dependencies, handle, state.auth),
  })),
});

/** V4. */
export const leaderboardController = ({ leaderboards }: SiteDependencies): object => ({
  find: contentAction(LEADERBOARD, 'public', async (asked) => {
    const { board, total } = await leaderboards.page(asked);
    const { page, pageSize } = asked;
    return { data: board, meta: { pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } } };
  }),
});

const NO_HISTORY: OwnHistoryDto = { rows: [], next: null };

/** V5. Whoever is signed in, and nobody else: no route takes a member. */
export function meController(dependencies: SiteDependencies): SiteController {
  const { leaderboards, ledger } = dependencies;

  const own = (ctx: SiteContext): Promise<MemberDto | null> => memberOf(dependencies, siteUserOf(ctx));

  async function ownOr<T>(ctx: SiteContext, nobodys: T, read: (member: string) => Promise<T>): Promise<{ data: T }> {
    const member = await own(ctx);
    return { data: member ? await read(member.documentId) : nobodys };
  }

  return {
    find: contentAction(ME, 'private', async (_, ctx) => ({
      data: await me(dependencies, await own(ctx), ctx.state.auth),
    })),
    history: contentAction(OWN_HISTORY, 'private', (asked, ctx) =>
      ownOr(ctx, NO_HISTORY, (member) => ownHistory(dependencies, member, asked)),
    ),
    expiry: contentAction(OWN_EXPIRY, 'private', (_, ctx) =>
      ownOr(ctx, [], (member) => ownExpiry(dependencies, member)),
    ),
    rank: contentAction(OWN_RANK, 'private', async (asked, ctx) => ({
      data: await leaderboards.rankOf(asked, (await own(ctx))?.documentId ?? null),
    })),
    statement: contentAction(OWN_STATEMENT, 'private', async (asked, ctx) => {
      const { currency, at } = { ...asked, at: toIso(Date.parse(asked.at)) };
      const member = await own(ctx);
      // An account that was never opened has been at zero all the time.
      const figures = await ledger.balance({ member: member?.documentId ?? NOBODY, currency, at });
      const { member: _member, sequence: _sequence, ...statement } = figures;
      return { data: { ...statement, at } };
    }),
    export: contentFileAction(OWN_EXPORT, async (ctx) => {
      const member = await own(ctx);
      if (!member) throw new RewardsError('MEMBER_NOT_FOUND', { member: siteUserOf(ctx).username ?? '' });
      return dependencies.exportMember(member.documentId);
    }),
    consent: contentAction(OWN_CONSENT, 'private', async (_, ctx) => ({
      data: (await own(ctx))?.consents ?? NO_CONSENT,
    })),
    setConsent: contentAction(CHOOSE_CONSENT, 'private', async (chosen, ctx) => ({
      data: (await chooseConsent(dependencies, siteUserOf(ctx), chosen)).consents,
    })),
  };
}

/** No member has this id. */
const NOBODY = '-';
